//! The choices that a client's metadata makes.

use serde::{Deserialize, Serialize};

/// How a client proves who it is (RFC 7591 §2 `token_endpoint_auth_method`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuthMethod {
    /// HTTP Basic with form-encoded id and secret (RFC 6749 §2.3.1).
    #[default]
    ClientSecretBasic,
    /// Id and secret in the body (RFC 6749 §2.3.1).
    ClientSecretPost,
    /// A JWT under the client's secret (OpenID Connect Core §9, RFC 7523 §2.2).
    ClientSecretJwt,
    /// A JWT under one of the client's own keys (OpenID Connect Core §9, RFC 7523 §2.2).
    PrivateKeyJwt,
    /// A public client.
    None,
}

impl ClientAuthMethod {
    /// The name as metadata carries it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::ClientSecretJwt => "client_secret_jwt",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::None => "none",
        }
    }

    /// Whether the client shares a secret with Signet.
    pub const fn has_secret(self) -> bool {
        matches!(
            self,
            Self::ClientSecretBasic | Self::ClientSecretPost | Self::ClientSecretJwt
        )
    }
}

/// `application_type` (OpenID Connect Dynamic Client Registration §2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names and meanings are the standard's")]
pub enum ApplicationType {
    #[default]
    Web,
    Native,
}

/// What an access token looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessTokenFormat {
    /// A JWT (RFC 9068) that a resource server checks by the JWKS.
    #[default]
    Jwt,
    /// Sealed: only introspection and userinfo can read it.
    Opaque,
}

/// The set of rules that a client is held to where the standards contradict each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityProfile {
    /// OpenID Connect with the current best practice (RFC 9700, RFC 10070): client assertions name
    /// the issuer and nothing else as their audience.
    #[default]
    BestPractice,
    /// OpenID Connect Core 1.0 as older software reads it: the token endpoint's address is an
    /// audience of client assertions too, and audiences may be lists.
    Openid,
    /// FAPI 1 Advanced: PS256, ES256 or EdDSA, and short-lived request objects.
    Fapi1,
    /// FAPI 2.0 Security Profile: as `fapi1`, and the issuer is the only audience.
    Fapi2,
}

impl SecurityProfile {
    /// Whether a FAPI profile is asked for, whose algorithms are fewer (FAPI 2.0 §5.4).
    pub const fn is_fapi(self) -> bool {
        matches!(self, Self::Fapi1 | Self::Fapi2)
    }

    /// What a client may sign its assertions and request objects with (FAPI 2.0 §5.4.1).
    pub const fn client_algorithms(self) -> &'static [ClientAlgorithm] {
        if self.is_fapi() {
            &[
                ClientAlgorithm::PS256,
                ClientAlgorithm::ES256,
                ClientAlgorithm::EdDSA,
            ]
        } else {
            &ClientAlgorithm::ASYMMETRIC
        }
    }
}

/// `subject_type` (OpenID Connect Core §8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectType {
    /// The same `sub` for every client.
    #[default]
    Public,
    /// A `sub` of its own for each sector.
    Pairwise,
}

impl SubjectType {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Public, Self::Pairwise];

    /// The name as metadata carries it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Pairwise => "pairwise",
        }
    }
}

/// An algorithm that a client signs with (RFC 7518 §3.1, RFC 8037).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClientAlgorithm {
    /// HMAC with SHA-256 under the client's secret: client assertions only.
    HS256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RS256,
    /// RSASSA-PSS with SHA-256.
    PS256,
    /// ECDSA on P-256 with SHA-256.
    ES256,
    /// Ed25519.
    EdDSA,
}

impl ClientAlgorithm {
    /// Those with a private key.
    pub const ASYMMETRIC: [Self; 4] = [Self::RS256, Self::PS256, Self::ES256, Self::EdDSA];

    /// The name as the `alg` header carries it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::HS256 => "HS256",
            Self::RS256 => "RS256",
            Self::PS256 => "PS256",
            Self::ES256 => "ES256",
            Self::EdDSA => "EdDSA",
        }
    }
}

/// `request_object_signing_alg` (OpenID Connect Dynamic Client Registration §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RequestObjectAlgorithm {
    /// Unsigned request objects are taken from this client, and signed ones.
    None,
    /// Signed, by this algorithm and no other.
    #[serde(untagged)]
    Signed(ClientAlgorithm),
}

/// How the key of an encrypted JWT travels (RFC 7518 §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names and meanings are the standard's")]
pub enum KeyManagement {
    #[serde(rename = "RSA-OAEP")]
    RsaOaep,
    #[serde(rename = "RSA-OAEP-256")]
    RsaOaep256,
    #[serde(rename = "ECDH-ES")]
    EcdhEs,
    #[serde(rename = "ECDH-ES+A128KW")]
    EcdhEsA128Kw,
    #[serde(rename = "ECDH-ES+A256KW")]
    EcdhEsA256Kw,
}

impl KeyManagement {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::RsaOaep,
        Self::RsaOaep256,
        Self::EcdhEs,
        Self::EcdhEsA128Kw,
        Self::EcdhEsA256Kw,
    ];

    /// The name as the `alg` header carries it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RsaOaep => "RSA-OAEP",
            Self::RsaOaep256 => "RSA-OAEP-256",
            Self::EcdhEs => "ECDH-ES",
            Self::EcdhEsA128Kw => "ECDH-ES+A128KW",
            Self::EcdhEsA256Kw => "ECDH-ES+A256KW",
        }
    }
}

/// How the content of an encrypted JWT is encrypted (RFC 7518 §5.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names and meanings are the standard's")]
pub enum ContentEncryption {
    /// The default of OpenID Connect Dynamic Client Registration §2.
    #[default]
    #[serde(rename = "A128CBC-HS256")]
    A128CbcHs256,
    #[serde(rename = "A256CBC-HS512")]
    A256CbcHs512,
    A128GCM,
    A256GCM,
}

impl ContentEncryption {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::A128CbcHs256,
        Self::A256CbcHs512,
        Self::A128GCM,
        Self::A256GCM,
    ];

    /// The name as the `enc` header carries it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A128CbcHs256 => "A128CBC-HS256",
            Self::A256CbcHs512 => "A256CBC-HS512",
            Self::A128GCM => "A128GCM",
            Self::A256GCM => "A256GCM",
        }
    }
}

/// `typ` header of JWT access tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccessTokenTyp {
    /// RFC 9068 §2.1.
    #[default]
    #[serde(rename = "at+jwt")]
    AtJwt,
    /// For resource servers that refuse `at+jwt`.
    #[serde(rename = "JWT")]
    Jwt,
}
