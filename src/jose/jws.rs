//! What clients sign: compact JWS (RFC 7515 §7.1) with JSON in them.

use super::KeySet;
use crate::oidc::client_metadata::ClientAlgorithm;
use crate::oidc::strict_json::{self, MalformedJson};
use aws_lc_rs::hmac;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value};

/// Most bytes of a token: what fits into a form.
const MOST: usize = 64 * 1024;
/// Header members that change what the rest means (RFC 7515 §4.1.11, RFC 7797 §3, RFC 7516 §4.1.3).
const REFUSED: [&str; 3] = ["crit", "b64", "zip"];

/// Why a token proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    /// Not three parts of base64url with JSON in the first two, or too large.
    #[error("no signed JWT")]
    Malformed,
    /// A header that changes the rules.
    #[error("a header member that is not understood")]
    Critical,
    /// The algorithm is none of those that are registered.
    #[error("alg is not an algorithm that this client may use here")]
    Algorithm,
    /// No registered key can have signed it.
    #[error("no registered key fits the token")]
    UnknownKey,
    /// The named key has not signed it.
    #[error("the signature is wrong")]
    Signature,
}

impl From<MalformedJson> for JwsError {
    fn from(_: MalformedJson) -> Self {
        Self::Malformed
    }
}

/// A token that was taken apart, and that nothing is proven of yet.
#[derive(Debug)]
pub struct Jws<'a> {
    algorithm: String,
    kid: Option<String>,
    typ: Option<String>,
    signed: &'a str,
    claims: Map<String, Value>,
    signature: Vec<u8>,
}

impl<'a> Jws<'a> {
    /// Takes a token apart. Keys and addresses of keys in its header are not looked at (security C11).
    pub fn parse(token: &'a str) -> Result<Self, JwsError> {
        if token.len() > MOST {
            return Err(JwsError::Malformed);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(JwsError::Malformed)?;
        let (header, payload) = signed.split_once('.').ok_or(JwsError::Malformed)?;
        let header = strict_json::parse_object(&decoded(header)?)?;
        if REFUSED.iter().any(|name| header.contains_key(*name)) {
            return Err(JwsError::Critical);
        }
        Ok(Self {
            algorithm: text(&header, "alg")?.ok_or(JwsError::Malformed)?,
            kid: text(&header, "kid")?,
            typ: text(&header, "typ")?,
            signed,
            claims: strict_json::parse_object(&decoded(payload)?)?,
            signature: decoded(signature)?,
        })
    }

    /// What the token says, before anything of it is proven.
    pub const fn unproven_claims(&self) -> &Map<String, Value> {
        &self.claims
    }

    /// The `typ` header without `application/`, in lower case (RFC 7515 §4.1.9).
    pub fn typ(&self) -> Option<String> {
        let typ = self.typ.as_ref()?.to_ascii_lowercase();
        let short = typ.strip_prefix("application/").map(str::to_owned);
        Some(short.unwrap_or(typ))
    }

    /// Whether its own word is that it was signed by `algorithm`.
    pub fn is_signed_by(&self, algorithm: ClientAlgorithm) -> bool {
        self.algorithm == algorithm.as_str()
    }

    /// Whether nobody signed it, by its own word and in fact (RFC 7518 §3.6).
    pub fn is_unsigned(&self) -> bool {
        self.algorithm == "none" && self.signature.is_empty()
    }

    /// What the token says, without proof.
    pub fn into_claims(self) -> Map<String, Value> {
        self.claims
    }

    /// Proves that one of `keys` signed it, by one of the algorithms `allowed`.
    pub fn verify(&self, keys: &KeySet, allowed: &[ClientAlgorithm]) -> Result<(), JwsError> {
        let algorithm = self.allowed(allowed)?;
        let mut known = false;
        for verifier in keys.verifiers(algorithm, self.kid.as_deref()) {
            known = self.kid.is_some();
            let message = self.signed.as_bytes();
            if verifier.verify_sig(message, &self.signature).is_ok() {
                return Ok(());
            }
        }
        Err(if known {
            JwsError::Signature
        } else {
            JwsError::UnknownKey
        })
    }

    /// Proves that whoever has `secret` signed it.
    pub fn verify_by_secret(&self, secret: &[u8]) -> Result<(), JwsError> {
        self.allowed(&[ClientAlgorithm::HS256])?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        hmac::verify(&key, self.signed.as_bytes(), &self.signature).map_err(|_| JwsError::Signature)
    }

    fn allowed(&self, allowed: &[ClientAlgorithm]) -> Result<ClientAlgorithm, JwsError> {
        let mut allowed = allowed.iter().copied();
        let named = allowed.find(|algorithm| algorithm.as_str() == self.algorithm);
        named.ok_or(JwsError::Algorithm)
    }
}

fn decoded(part: &str) -> Result<Vec<u8>, JwsError> {
    let bytes = BASE64URL_NOPAD.decode(part.as_bytes());
    bytes.map_err(|_| JwsError::Malformed)
}

fn text(header: &Map<String, Value>, name: &str) -> Result<Option<String>, JwsError> {
    match header.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(JwsError::Malformed),
    }
}
