//! What there is to choose from in a client's metadata.

pub const AUTH_METHODS: &[&str] = &[
    "client_secret_basic",
    "client_secret_post",
    "client_secret_jwt",
    "private_key_jwt",
    "none",
];
pub const GRANTS: &[&str] = &[
    "authorization_code",
    "refresh_token",
    "client_credentials",
    "urn:ietf:params:oauth:grant-type:device_code",
    "implicit",
];
pub const RESPONSE_TYPES: &[&str] = &[
    "code",
    "id_token",
    "code id_token",
    "id_token token",
    "code token",
    "code id_token token",
];
pub const APPLICATION_TYPES: &[&str] = &["web", "native"];
pub const SIGNING: &[&str] = &["RS256", "PS256", "ES256", "EdDSA"];
pub const CLIENT_SIGNING: &[&str] = &["HS256", "RS256", "PS256", "ES256", "EdDSA"];
pub const REQUEST_SIGNING: &[&str] = &["none", "RS256", "PS256", "ES256", "EdDSA"];
pub const KEY_MANAGEMENT: &[&str] = &[
    "RSA-OAEP",
    "RSA-OAEP-256",
    "ECDH-ES",
    "ECDH-ES+A128KW",
    "ECDH-ES+A256KW",
];
pub const ENCRYPTION: &[&str] = &["A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM"];
pub const SUBJECTS: &[&str] = &["public", "pairwise"];
pub const PROFILES: &[&str] = &["best_practice", "openid", "fapi1", "fapi2"];
pub const FORMATS: &[&str] = &["jwt", "opaque"];
pub const TYPS: &[&str] = &["at+jwt", "JWT"];
pub const LEVELS: &[&str] = &[
    "urn:signet:acr:password",
    "urn:signet:acr:mfa",
    "urn:signet:acr:phr",
];
