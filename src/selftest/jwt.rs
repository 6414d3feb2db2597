//! Signed tokens, read and verified by a library that the server's own signing does not use.

use super::report::{Fault, demand, short};
use data_encoding::BASE64URL_NOPAD;
use josekit::jwk::Jwk;
use josekit::jws::{ES256, ES384, ES512, EdDSA, JwsVerifier};
use josekit::jws::{PS256, PS384, PS512, RS256, RS384, RS512};
use openssl::hash::{MessageDigest, hash};
use serde_json::{Map, Value};

/// A token that was taken apart.
#[derive(Clone)]
pub(super) struct Jwt {
    pub header: Map<String, Value>,
    pub claims: Map<String, Value>,
    signed: String,
    signature: Vec<u8>,
}

impl Jwt {
    /// Takes a token apart.
    pub fn parse(token: &str) -> Result<Self, Fault> {
        let malformed = || short("something else", "a compact JWS (RFC 7515 §7.1)");
        let parts: Vec<&str> = token.split('.').collect();
        let [header, payload, signature] = parts.as_slice() else {
            return Err(malformed());
        };
        let bytes = |part: &str| BASE64URL_NOPAD.decode(part.as_bytes()).ok();
        let object = |part| match serde_json::from_slice(&bytes(part)?).ok()? {
            Value::Object(object) => Some(object),
            _ => None,
        };
        Ok(Self {
            header: object(header).ok_or_else(malformed)?,
            claims: object(payload).ok_or_else(malformed)?,
            signed: format!("{header}.{payload}"),
            signature: bytes(signature).ok_or_else(malformed)?,
        })
    }

    /// The algorithm that it names.
    pub fn algorithm(&self) -> &str {
        text(&self.header, "alg")
    }

    /// A claim that is text, or nothing.
    pub fn text(&self, name: &str) -> &str {
        text(&self.claims, name)
    }

    /// A claim that is a whole number.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.claims.get(name)?.as_i64()
    }

    /// The one key of the set that its header names has signed it.
    pub fn verify(&self, keys: &[Value]) -> Result<(), Fault> {
        let kid = text(&self.header, "kid");
        let named = |key: &&Value| key.get("kid").and_then(Value::as_str) == Some(kid);
        let found: Vec<&Value> = keys.iter().filter(named).collect();
        let [key] = found.as_slice() else {
            let received = format!("{} keys with the kid {kid:?}", found.len());
            return Err(short(received, "exactly one in the key set"));
        };
        let unusable = |reason: String| short(reason, "a key that fits the token's alg");
        let map = key.as_object().cloned().unwrap_or_default();
        let jwk = Jwk::from_map(map).map_err(|error| unusable(error.to_string()))?;
        let verifier = verifier(self.algorithm(), &jwk).map_err(unusable)?;
        let genuine = verifier.verify(self.signed.as_bytes(), &self.signature);
        demand(
            genuine.is_ok(),
            format!("a signature that the key {kid:?} has not made"),
            "a signature of the published key",
        )
    }

    /// The left half of the hash of `value`, by the token's algorithm (OpenID Connect Core §3.1.3.6).
    pub fn half_hash(&self, value: &str) -> Option<String> {
        let digest = match self.algorithm() {
            name if name.ends_with("256") => MessageDigest::sha256(),
            name if name.ends_with("384") => MessageDigest::sha384(),
            name if name.ends_with("512") || name == "EdDSA" || name == "Ed25519" => {
                MessageDigest::sha512()
            }
            _ => return None,
        };
        let whole = hash(digest, value.as_bytes()).ok()?;
        Some(BASE64URL_NOPAD.encode(whole.get(..whole.len() / 2)?))
    }

    /// A token with another signature than this one had.
    pub fn tampered(&self) -> String {
        let mut signature = self.signature.clone();
        if let Some(byte) = signature.first_mut() {
            *byte ^= 1;
        }
        format!("{}.{}", self.signed, BASE64URL_NOPAD.encode(&signature))
    }
}

/// A member that is text, or nothing.
pub(super) fn text<'a>(object: &'a Map<String, Value>, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn verifier(algorithm: &str, key: &Jwk) -> Result<Box<dyn JwsVerifier>, String> {
    macro_rules! by {
        ($algorithm:expr) => {
            Box::new(
                $algorithm
                    .verifier_from_jwk(key)
                    .map_err(|e| e.to_string())?,
            )
        };
    }
    Ok(match algorithm {
        "RS256" => by!(RS256),
        "RS384" => by!(RS384),
        "RS512" => by!(RS512),
        "PS256" => by!(PS256),
        "PS384" => by!(PS384),
        "PS512" => by!(PS512),
        "ES256" => by!(ES256),
        "ES384" => by!(ES384),
        "ES512" => by!(ES512),
        "EdDSA" | "Ed25519" => by!(EdDSA),
        other => return Err(format!("the alg {other:?}")),
    })
}
