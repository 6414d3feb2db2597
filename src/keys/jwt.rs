//! Signing JWTs and verifying our own (RFC 7519, RFC 8725).

use super::verifier::Verifier;
use super::{CryptoError, KeyPair, KeyRing};
use crate::clock::Timestamp;
use crate::model::KeyId;
use crate::oidc::SigningAlgorithm;
use data_encoding::BASE64URL_NOPAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// No token of ours comes near this.
pub(super) const MAX_TOKEN: usize = 16 * 1024;

/// What kind of token a JWT is, so that none passes for another (RFC 8725 §3.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typ {
    /// ID tokens and signed responses; tokens without `typ` count as this.
    Jwt,
    /// Access tokens (RFC 9068 §2.1).
    AccessToken,
    /// Logout tokens (OpenID Connect Back-Channel Logout §2.4).
    LogoutToken,
}

impl Typ {
    /// The value of the `typ` header.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jwt => "JWT",
            Self::AccessToken => "at+jwt",
            Self::LogoutToken => "logout+jwt",
        }
    }

    fn of_header(typ: Option<&str>) -> Option<Self> {
        match typ {
            None | Some("JWT") => Some(Self::Jwt),
            Some("at+jwt") => Some(Self::AccessToken),
            Some("logout+jwt") => Some(Self::LogoutToken),
            Some(_) => None,
        }
    }
}

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// The claims cannot be written as JSON.
    #[error("cannot write the claims: {0}")]
    Claims(#[from] serde_json::Error),
    /// The signature failed.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}

/// An active key with its headers prepared.
#[derive(Debug)]
pub struct Signer {
    kid: KeyId,
    pair: KeyPair,
    jwt: String,
    access_token: String,
    logout_token: String,
}

impl Signer {
    pub(super) fn new(kid: KeyId, pair: KeyPair) -> Self {
        let prefix = |typ: Typ| {
            let header = json!({
                "alg": pair.algorithm().as_str(),
                "kid": kid.0,
                "typ": typ.as_str(),
            });
            BASE64URL_NOPAD.encode(header.to_string().as_bytes()) + "."
        };
        let (jwt, access_token) = (prefix(Typ::Jwt), prefix(Typ::AccessToken));
        let logout_token = prefix(Typ::LogoutToken);
        Self {
            kid,
            pair,
            jwt,
            access_token,
            logout_token,
        }
    }

    /// The key's identifier.
    pub const fn kid(&self) -> &KeyId {
        &self.kid
    }

    /// The algorithm it signs with.
    pub const fn algorithm(&self) -> SigningAlgorithm {
        self.pair.algorithm()
    }

    /// Signs `claims` as a compact JWS (RFC 7515 §7.1). RS256 and PS256 take 0.7 ms, the others
    /// some 20 µs: cheap enough to do where one is.
    pub fn sign_jwt<T: Serialize + ?Sized>(
        &self,
        typ: Typ,
        claims: &T,
    ) -> Result<String, SignError> {
        let claims = serde_json::to_vec(claims)?;
        let prefix = self.prefix(typ);
        let mut token = String::with_capacity(prefix.len() + claims.len() * 4 / 3 + 360);
        token.push_str(prefix);
        BASE64URL_NOPAD.encode_append(&claims, &mut token);
        let signature = self.pair.sign(token.as_bytes())?;
        token.push('.');
        BASE64URL_NOPAD.encode_append(&signature, &mut token);
        Ok(token)
    }

    /// `claims` as the verified content of what [`Signer::sign_jwt`] makes of them.
    pub fn signed<T>(&self, typ: Typ, claims: T) -> Verified<T> {
        Verified {
            claims,
            kid: self.kid.clone(),
            algorithm: self.algorithm(),
            typ,
        }
    }

    fn prefix(&self, typ: Typ) -> &str {
        match typ {
            Typ::Jwt => &self.jwt,
            Typ::AccessToken => &self.access_token,
            Typ::LogoutToken => &self.logout_token,
        }
    }
}

/// Why a token is not one of ours. For logs: clients are told no more than that it is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwtError {
    /// Not spelled as we spell tokens.
    #[error("malformed: {0}")]
    Malformed(&'static str),
    /// No key of this `kid` is published (any more).
    #[error("signed by a key that is not published")]
    UnknownKey,
    /// `alg` is not the algorithm of the key.
    #[error("names another algorithm than its key's")]
    WrongAlgorithm,
    /// Another kind of token.
    #[error("another type of token")]
    WrongType,
    /// Changed, or signed by somebody else.
    #[error("wrong signature")]
    BadSignature,
}

pub(super) const TOO_LONG: JwtError = JwtError::Malformed("too long");

/// A token that this deployment signed. Issuer, audience and times are for the caller to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<T = Map<String, Value>> {
    /// What it says.
    pub claims: T,
    /// Which key signed it.
    pub kid: KeyId,
    /// With which algorithm.
    pub algorithm: SigningAlgorithm,
    /// What kind it is.
    pub typ: Typ,
}

/// The header as [`Signer`] writes it. Anything more (`crit`, `jwk`, `jku`, `x5u`, `b64`, `zip`)
/// and anything twice is refused.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header<'a> {
    alg: &'a str,
    kid: &'a str,
    typ: Option<&'a str>,
}

/// Verifies a compact JWS of ours. The key is looked up by `kid` and brings its algorithm; the
/// token's `alg` must agree and decides nothing (RFC 8725 §3.1). Only the spelling that was
/// issued is accepted (RFC 4648 §3.5). The caller checks `iss`, `aud` and times.
pub fn verify_jwt<T: DeserializeOwned>(
    ring: &KeyRing,
    token: &str,
    allowed: &[Typ],
) -> Result<Verified<T>, JwtError> {
    verify_by(token, allowed, |kid| ring.verifier(kid))
}

/// As [`verify_jwt`], for an ID token that comes back as a hint (OpenID Connect Core §3.1.2.1): its
/// key need not be published any more.
pub fn verify_hint<T: DeserializeOwned>(
    ring: &KeyRing,
    token: &str,
    now: Timestamp,
) -> Result<Verified<T>, JwtError> {
    verify_by(token, &[Typ::Jwt], |kid| ring.of_hint(kid, now))
}

fn verify_by<'r, T: DeserializeOwned>(
    token: &str,
    allowed: &[Typ],
    key: impl Fn(&str) -> Option<&'r Verifier>,
) -> Result<Verified<T>, JwtError> {
    let parts = Parts::of(token)?;
    let header = decode(parts.header, "header is not base64url")?;
    let header: Header<'_> =
        serde_json::from_slice(&header).map_err(|_| JwtError::Malformed("unexpected header"))?;
    let key = key(header.kid).ok_or(JwtError::UnknownKey)?;
    if header.alg != key.algorithm().as_str() {
        return Err(JwtError::WrongAlgorithm);
    }
    let typ = Typ::of_header(header.typ)
        .filter(|typ| allowed.contains(typ))
        .ok_or(JwtError::WrongType)?;
    let signature = decode(parts.signature, "signature is not base64url")?;
    if !key.verify(parts.signed.as_bytes(), &signature) {
        return Err(JwtError::BadSignature);
    }
    let claims = decode(parts.claims, "claims are not base64url")?;
    Ok(Verified {
        claims: serde_json::from_slice(&claims)
            .map_err(|_| JwtError::Malformed("unexpected claims"))?,
        kid: key.kid().clone(),
        algorithm: key.algorithm(),
        typ,
    })
}

/// The three parts, and the first two with their dot: what is signed (RFC 7515 §5.1).
struct Parts<'a> {
    signed: &'a str,
    header: &'a str,
    claims: &'a str,
    signature: &'a str,
}

impl<'a> Parts<'a> {
    fn of(token: &'a str) -> Result<Self, JwtError> {
        if token.len() > MAX_TOKEN {
            return Err(TOO_LONG);
        }
        let not_three = JwtError::Malformed("not three parts");
        let (signed, signature) = token.rsplit_once('.').ok_or(not_three)?;
        let (header, claims) = signed.split_once('.').ok_or(not_three)?;
        if claims.contains('.') {
            return Err(not_three);
        }
        Ok(Self {
            signed,
            header,
            claims,
            signature,
        })
    }
}

fn decode(part: &str, problem: &'static str) -> Result<Vec<u8>, JwtError> {
    BASE64URL_NOPAD
        .decode(part.as_bytes())
        .map_err(|_| JwtError::Malformed(problem))
}

#[cfg(test)]
#[path = "jwt_tests.rs"]
mod tests;
