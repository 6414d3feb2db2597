//! What may be registered about a client's keys, and about what it signs and encrypts (security K9).

use crate::jose::{KeySet, KeySetError, OPENED};
use crate::oidc::client_metadata::{ClientAuthMethod, KeyManagement, RequestObjectAlgorithm};
use crate::oidc::{ClientMetadata, SigningAlgorithm, client_assertion, request_object};
use url::Url;

/// One thing that cannot be registered, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnfitKeys {
    /// Nobody would know which counts.
    #[error("jwks and jwks_uri do not go together: keep jwks_uri if the client publishes its keys")]
    Both,
    /// There is nothing to check the client's signatures by, or to encrypt to.
    #[error("{0} needs the client's keys: register jwks_uri or jwks")]
    Missing(&'static str),
    /// Not a set of keys.
    #[error("jwks: {0}")]
    KeySet(KeySetError),
    /// Somebody made a mistake that must not go unnoticed.
    #[error(
        "jwks holds a private or shared key: replace that key, and register public halves only"
    )]
    Private,
    /// No key that works here.
    #[error(
        "jwks holds no key that is used here: use RSA of 2048 bits or more, EC on P-256, or OKP on \
         Ed25519"
    )]
    NoUse,
    /// Would be fetched over an open line.
    #[error("{member}: {uri:?} is no https address: write it as https://host/path")]
    Address {
        /// The member.
        member: &'static str,
        /// The value.
        uri: String,
    },
    /// The client could never authenticate.
    #[error(
        "token_endpoint_auth_signing_alg, token_endpoint_auth_method and profile do not go together: \
         private_key_jwt signs with RS256, PS256, ES256 or EdDSA (without RS256 under fapi1 and \
         fapi2), client_secret_jwt with HS256"
    )]
    AssertionAlgorithm,
    /// FAPI 1 Advanced §5.2.2, FAPI 2.0 §5.3.2.1.
    #[error(
        "token_endpoint_auth_method: clients under fapi1 and fapi2 prove themselves by a key of their \
         own, not by a secret that others know too, and never by nothing: use private_key_jwt"
    )]
    NoOwnKey,
    /// No request object would be right.
    #[error(
        "request_object_signing_alg must be RS256, PS256, ES256 or EdDSA (without RS256 under fapi1 \
         and fapi2), or \"none\" where signed requests are not required"
    )]
    ObjectAlgorithm,
    /// FAPI 1 Advanced §8.6, FAPI 2.0 §5.4.
    #[error("id_token_signed_response_alg must be PS256, ES256 or EdDSA under fapi1 and fapi2")]
    IdTokenAlgorithm,
    /// Nothing here would open it.
    #[error("request_object_encryption_alg must be one of {}", opened())]
    ObjectEncryption,
    /// Half a registration (OpenID Connect Dynamic Client Registration §2).
    #[error("{0}_enc needs {0}_alg: name one, or leave both out")]
    Half(&'static str),
}

fn opened() -> String {
    OPENED.map(KeyManagement::as_str).join(", ")
}

/// Tells all that is wrong.
pub fn check(metadata: &ClientMetadata) -> Vec<UnfitKeys> {
    let mut errors = Vec::new();
    errors.extend(key_set(metadata));
    errors.extend(missing(metadata).map(UnfitKeys::Missing));
    errors.extend(addresses(metadata));
    let method = metadata.token_endpoint_auth_method;
    let signs = matches!(
        method,
        ClientAuthMethod::PrivateKeyJwt | ClientAuthMethod::ClientSecretJwt
    );
    if metadata.profile.is_fapi() && (method.has_secret() || metadata.is_public()) {
        errors.push(UnfitKeys::NoOwnKey);
    } else if signs && client_assertion::algorithms(metadata, method).is_empty() {
        errors.push(UnfitKeys::AssertionAlgorithm);
    }
    let signed = metadata.id_token_signed_response_alg;
    if metadata.profile.is_fapi() && signed == SigningAlgorithm::RS256 {
        errors.push(UnfitKeys::IdTokenAlgorithm);
    }
    errors.extend(request_objects(metadata));
    errors.extend(halves(metadata));
    errors
}

fn key_set(metadata: &ClientMetadata) -> Option<UnfitKeys> {
    let jwks = metadata.jwks.as_ref()?;
    if metadata.jwks_uri.is_some() {
        return Some(UnfitKeys::Both);
    }
    match KeySet::from_value(jwks) {
        Err(why) => Some(UnfitKeys::KeySet(why)),
        Ok(keys) if keys.has_private_keys() => Some(UnfitKeys::Private),
        Ok(keys) => keys.is_empty().then_some(UnfitKeys::NoUse),
    }
}

/// The first member that needs keys where there are none.
fn missing(metadata: &ClientMetadata) -> Option<&'static str> {
    if metadata.jwks.is_some() || metadata.jwks_uri.is_some() {
        return None;
    }
    let method = metadata.token_endpoint_auth_method;
    let object = metadata.request_object_signing_alg;
    let needs = [
        (
            "token_endpoint_auth_method = \"private_key_jwt\"",
            method == ClientAuthMethod::PrivateKeyJwt,
        ),
        (
            "request_object_signing_alg",
            matches!(object, Some(RequestObjectAlgorithm::Signed(_))),
        ),
        (
            "require_signed_request_object",
            metadata.must_sign_requests(),
        ),
        (
            "id_token_encrypted_response_alg",
            metadata.id_token_encrypted_response_alg.is_some(),
        ),
        (
            "userinfo_encrypted_response_alg",
            metadata.userinfo_encrypted_response_alg.is_some(),
        ),
    ];
    let found = needs.into_iter().find(|(_, needed)| *needed);
    found.map(|(member, _)| member)
}

fn addresses(metadata: &ClientMetadata) -> impl Iterator<Item = UnfitKeys> {
    let keys = metadata.jwks_uri.iter().map(|uri| ("jwks_uri", uri));
    let objects = metadata
        .request_uris
        .iter()
        .map(|uri| ("request_uris", uri));
    keys.chain(objects).filter_map(|(member, uri)| {
        let url = Url::parse(uri).ok();
        let fits = url.is_some_and(|url| url.scheme() == "https" && url.has_host());
        let uri = uri.clone();
        (!fits).then_some(UnfitKeys::Address { member, uri })
    })
}

fn request_objects(metadata: &ClientMetadata) -> Vec<UnfitKeys> {
    let mut errors = Vec::new();
    let unsigned = metadata.request_object_signing_alg == Some(RequestObjectAlgorithm::None);
    let impossible = request_object::algorithms(metadata).is_empty();
    if impossible || (unsigned && !request_object::may_be_unsigned(metadata)) {
        errors.push(UnfitKeys::ObjectAlgorithm);
    }
    match metadata.request_object_encryption_alg {
        Some(algorithm) if !OPENED.contains(&algorithm) => {
            errors.push(UnfitKeys::ObjectEncryption);
        }
        _ => {}
    }
    errors
}

/// Encryption methods without an algorithm for their key.
fn halves(metadata: &ClientMetadata) -> impl Iterator<Item = UnfitKeys> {
    let pairs = [
        (
            "request_object_encryption",
            metadata.request_object_encryption_alg,
            metadata.request_object_encryption_enc,
        ),
        (
            "id_token_encrypted_response",
            metadata.id_token_encrypted_response_alg,
            metadata.id_token_encrypted_response_enc,
        ),
        (
            "userinfo_encrypted_response",
            metadata.userinfo_encrypted_response_alg,
            metadata.userinfo_encrypted_response_enc,
        ),
    ];
    let halves = pairs
        .into_iter()
        .filter(|(_, alg, enc)| alg.is_none() && enc.is_some());
    halves.map(|(name, ..)| UnfitKeys::Half(name))
}

#[cfg(test)]
mod tests {
    use super::{UnfitKeys, check};
    use crate::jose::KeySetError;
    use crate::keys::KeyPair;
    use crate::oidc::client_metadata::SecurityProfile;
    use crate::oidc::{ClientMetadata, SigningAlgorithm};
    use serde_json::{Value, json};

    fn checked(members: &Value) -> Vec<UnfitKeys> {
        check(&serde_json::from_value::<ClientMetadata>(members.clone()).unwrap())
    }

    fn jwk() -> Value {
        let pair = KeyPair::generate(SigningAlgorithm::ES256).unwrap();
        pair.public().jwk(&pair.kid(), SigningAlgorithm::ES256)
    }

    #[test]
    fn clients_that_sign_register_keys_once_and_over_https() {
        let method = "token_endpoint_auth_method";
        let uri = "https://app.example/jwks";
        assert_eq!(
            checked(&json!({method: "private_key_jwt", "jwks_uri": uri})),
            []
        );
        let keys = json!({"keys": [jwk()]});
        assert_eq!(
            checked(&json!({method: "private_key_jwt", "jwks": keys})),
            []
        );
        assert_eq!(checked(&json!({method: "client_secret_jwt"})), []);
        let none = checked(&json!({method: "private_key_jwt"}));
        assert!(matches!(none[..], [UnfitKeys::Missing(_)]), "{none:?}");
        let both = checked(&json!({"jwks": keys, "jwks_uri": uri}));
        assert_eq!(both, [UnfitKeys::Both]);
        for uri in ["http://app.example/jwks", "app.example", "data:,x", ""] {
            for members in [json!({"jwks_uri": uri}), json!({"request_uris": [uri]})] {
                let wrong = checked(&members);
                assert!(
                    matches!(wrong[..], [UnfitKeys::Address { .. }]),
                    "{wrong:?}"
                );
            }
        }
    }

    #[test]
    fn security_k9_private_shared_and_useless_keys_are_refused() {
        let with = |key: Value| checked(&json!({"jwks": {"keys": [jwk(), key]}}));
        let mut private = jwk();
        private["d"] = json!("AAAA");
        assert_eq!(with(private), [UnfitKeys::Private]);
        let shared = json!({"kty": "oct", "k": "AAAA"});
        assert_eq!(with(shared), [UnfitKeys::Private]);
        let useless = json!({"jwks": {"keys": [{"kty": "EC", "crv": "P-384"}]}});
        assert_eq!(checked(&useless), [UnfitKeys::NoUse]);
        let malformed = checked(&json!({"jwks": []}));
        assert_eq!(malformed, [UnfitKeys::KeySet(KeySetError::Malformed)]);
        let many = vec![jwk(); 65];
        let many = checked(&json!({"jwks": {"keys": many}}));
        assert_eq!(many, [UnfitKeys::KeySet(KeySetError::TooLarge)]);
    }

    /// protocol 109, 157
    #[test]
    fn id_tokens_of_fapi_clients_are_never_rs256() {
        for (profile, alg, fits) in [
            ("fapi1", "RS256", false),
            ("fapi2", "RS256", false),
            ("fapi2", "PS256", true),
            ("fapi1", "EdDSA", true),
            ("openid", "RS256", true),
        ] {
            let unfit = checked(&json!({
                "profile": profile, "id_token_signed_response_alg": alg,
                "jwks_uri": "https://app.example/jwks",
                "token_endpoint_auth_method": "private_key_jwt",
            }));
            assert_eq!(unfit.is_empty(), fits, "{profile} {alg}: {unfit:?}");
        }
    }

    /// protocol 90, 157
    #[test]
    fn protocol_157_fapi_clients_prove_themselves_by_a_key_of_their_own() {
        for (method, fits) in [
            ("client_secret_basic", false),
            ("client_secret_post", false),
            ("client_secret_jwt", false),
            ("none", false),
            ("private_key_jwt", true),
        ] {
            for profile in ["fapi1", "fapi2", "openid", "best_practice"] {
                let unfit = checked(&json!({
                    "profile": profile, "id_token_signed_response_alg": "PS256",
                    "jwks_uri": "https://app.example/jwks",
                    "token_endpoint_auth_method": method,
                }));
                let refused = unfit == [UnfitKeys::NoOwnKey];
                let demands = profile.starts_with("fapi");
                assert_eq!(refused, demands && !fits, "{profile} {method}: {unfit:?}");
                assert!(refused || unfit.is_empty(), "{profile} {method}: {unfit:?}");
            }
        }
    }

    #[test]
    fn algorithms_fit_method_and_profile() {
        let uri = "https://app.example/jwks";
        let assertion = |method: &str, alg: &str, profile: &str| {
            let unfit = checked(&json!({
                "token_endpoint_auth_method": method,
                "token_endpoint_auth_signing_alg": alg,
                "profile": profile,
                "id_token_signed_response_alg": "ES256",
                "jwks_uri": uri,
            }));
            assert!(unfit.is_empty() || unfit == [UnfitKeys::AssertionAlgorithm]);
            unfit.is_empty()
        };
        assert!(assertion("private_key_jwt", "RS256", "best_practice"));
        assert!(assertion("private_key_jwt", "PS256", "fapi2"));
        assert!(assertion("client_secret_jwt", "HS256", "openid"));
        assert!(!assertion("private_key_jwt", "RS256", "fapi2"));
        assert!(!assertion("private_key_jwt", "HS256", "openid"));
        assert!(!assertion("client_secret_jwt", "RS256", "openid"));

        let object = |alg: &str, profile: SecurityProfile, signed: bool| {
            let unfit = checked(&json!({
                "request_object_signing_alg": alg,
                "require_signed_request_object": signed,
                "profile": profile,
                "id_token_signed_response_alg": "PS256",
                "token_endpoint_auth_method": "private_key_jwt",
                "jwks_uri": uri,
            }));
            assert!(unfit.is_empty() || unfit == [UnfitKeys::ObjectAlgorithm]);
            unfit.is_empty()
        };
        assert!(object("none", SecurityProfile::Openid, false));
        assert!(object("RS256", SecurityProfile::Openid, true));
        assert!(!object("none", SecurityProfile::Openid, true));
        assert!(!object("none", SecurityProfile::Fapi1, false));
        assert!(!object("HS256", SecurityProfile::Openid, false));
        assert!(!object("RS256", SecurityProfile::Fapi2, false));
        let alg = checked(&json!({"request_object_encryption_alg": "RSA-OAEP"}));
        assert_eq!(alg, [UnfitKeys::ObjectEncryption]);
        let half = checked(&json!({"request_object_encryption_enc": "A128GCM"}));
        assert_eq!(half, [UnfitKeys::Half("request_object_encryption")]);
        let whole = json!({
            "request_object_encryption_alg": "ECDH-ES",
            "request_object_encryption_enc": "A128GCM",
        });
        assert_eq!(checked(&whole), []);
    }
}
