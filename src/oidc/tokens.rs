//! What ID tokens, access tokens and token answers contain.

use super::{ClientId, ScopeSet, SigningAlgorithm};
use crate::clock::Timestamp;
use aws_lc_rs::digest;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Claims of an ID token (OpenID Connect Core §2).
#[derive(Clone, Debug, Serialize)]
pub struct IdTokenClaims<'a> {
    /// The issuer.
    pub iss: &'a str,
    /// The person.
    pub sub: &'a str,
    /// The client.
    pub aud: &'a ClientId,
    /// End of validity.
    pub exp: Timestamp,
    /// The second in which it was made.
    pub iat: Timestamp,
    /// When the person proved who they are.
    pub auth_time: Timestamp,
    /// The request's `nonce`; never after a refresh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<&'a str>,
    /// How strong the proof was.
    pub acr: &'a str,
    /// By which methods (RFC 8176).
    pub amr: &'a [String],
    /// Binds the access token beside it (§3.1.3.6).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_hash: Option<String>,
    /// Binds the code beside it (§3.3.2.11).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub c_hash: Option<String>,
    /// Binds the request's `state` (FAPI 1.0 Advanced §5.2.2.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s_hash: Option<String>,
    /// The session (OpenID Connect Front-Channel Logout §3).
    pub sid: &'a str,
    /// Claims of the scopes, where a client is set to have them here.
    #[serde(flatten)]
    pub person: Map<String, Value>,
}

/// Claims of a logout token (OpenID Connect Back-Channel Logout §2.4). Never a `nonce`, so that it
/// passes for no ID token.
#[derive(Clone, Debug, Serialize)]
pub struct LogoutTokenClaims<'a> {
    /// The issuer.
    pub iss: &'a str,
    /// The person, as in ID tokens.
    pub sub: &'a str,
    /// The client.
    pub aud: &'a ClientId,
    /// The second in which it was made.
    pub iat: Timestamp,
    /// End of validity.
    pub exp: Timestamp,
    /// The same for every attempt at the same delivery.
    pub jti: &'a str,
    /// What it says.
    pub events: LogoutEvents,
    /// The session, as in ID tokens.
    pub sid: &'a str,
}

/// That a session has ended (RFC 8417 §2.2).
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct LogoutEvents {
    #[serde(rename = "http://schemas.openid.net/event/backchannel-logout")]
    backchannel_logout: NoMembers,
}

/// An object without members.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct NoMembers {}

/// Left half of the hash of a token, by the hash of the ID token's `algorithm` (OpenID Connect Core
/// §3.1.3.6); that of Ed25519 is SHA-512 (RFC 8032 §5.1).
pub fn half_hash(token: &str, algorithm: SigningAlgorithm) -> String {
    let algorithm = match algorithm {
        SigningAlgorithm::EdDSA => &digest::SHA512,
        SigningAlgorithm::RS256 | SigningAlgorithm::PS256 | SigningAlgorithm::ES256 => {
            &digest::SHA256
        }
    };
    let hash = digest::digest(algorithm, token.as_bytes());
    let half = hash.as_ref().len() / 2;
    BASE64URL_NOPAD.encode(hash.as_ref().get(..half).unwrap_or_default())
}

/// `claims` as they stand in a token.
pub fn as_map(claims: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(claims) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

/// `aud` as one string when there is one (RFC 7519 §4.1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Audience {
    /// One recipient.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Audience {
    /// The shortest form for `recipients`.
    pub fn of(recipients: &[String]) -> Self {
        match recipients {
            [one] => Self::One(one.clone()),
            many => Self::Many(many.to_vec()),
        }
    }

    /// Whether `recipient` is among them.
    pub fn contains(&self, recipient: &str) -> bool {
        match self {
            Self::One(one) => one == recipient,
            Self::Many(many) => many.iter().any(|one| one == recipient),
        }
    }
}

/// Claims of an access token (RFC 9068 §2.2), in a JWT or sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessTokenClaims {
    /// The issuer.
    pub iss: String,
    /// The person, or the client itself for client credentials.
    pub sub: String,
    /// Who it is for.
    pub aud: Audience,
    /// The client it was issued to.
    pub client_id: ClientId,
    /// The second in which it was made.
    pub iat: Timestamp,
    /// End of validity.
    pub exp: Timestamp,
    /// Its own identifier.
    pub jti: String,
    /// What it allows.
    pub scope: ScopeSet,
    /// The token family, for looking up revocation; none for client credentials.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub grant_id: Option<String>,
    /// Claims of the client's own making. Whoever reads the token here asks for none of them.
    #[serde(flatten, skip_deserializing)]
    pub mapped: Option<Box<Map<String, Value>>>,
}

/// A successful token answer (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3).
#[derive(Clone, Debug, Serialize)]
pub struct TokenResponse {
    /// The access token.
    pub access_token: String,
    /// Always `Bearer`.
    pub token_type: &'static str,
    /// Seconds that the access token has left.
    pub expires_in: u64,
    /// The refresh token, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// The ID token, if `openid` was granted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    /// What was granted.
    #[serde(skip_serializing_if = "ScopeSet::is_empty")]
    pub scope: ScopeSet,
}

#[cfg(test)]
mod tests {
    use super::{Audience, SigningAlgorithm, half_hash};

    #[test]
    fn at_hash_of_a_known_token() {
        // OpenID Connect Core Appendix A.4.
        let token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
        let hash = half_hash(token, SigningAlgorithm::RS256);
        assert_eq!(hash, "77QmUPtjPfzWtF2AnpK9RQ");
        // Half of SHA-512 is 32 bytes.
        assert_eq!(half_hash(token, SigningAlgorithm::EdDSA).len(), 43);
    }

    #[test]
    fn one_audience_is_a_string() {
        let one = Audience::of(&["api".into()]);
        assert_eq!(serde_json::to_value(&one).unwrap(), "api");
        assert!(Audience::of(&["a".into(), "b".into()]).contains("b"));
    }
}
