//! Reads the registered claims (RFC 7519 §4.1) of JWTs that clients make.

use crate::clock::Timestamp;
use serde_json::{Map, Value};

/// A claim that is there and is not what the standard says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is malformed")]
pub struct MalformedClaim(pub &'static str);

/// The claims of a JWT.
#[derive(Clone, Copy, Debug)]
pub struct JwtClaims<'a>(pub &'a Map<String, Value>);

impl<'a> JwtClaims<'a> {
    /// A claim that is text.
    pub fn text(self, name: &'static str) -> Result<Option<&'a str>, MalformedClaim> {
        match self.0.get(name) {
            None => Ok(None),
            Some(value) => value.as_str().map(Some).ok_or(MalformedClaim(name)),
        }
    }

    /// A claim that is a `NumericDate` (§2), cut to whole seconds.
    pub fn time(self, name: &'static str) -> Result<Option<Timestamp>, MalformedClaim> {
        let Some(value) = self.0.get(name) else {
            return Ok(None);
        };
        let seconds = value.as_i64().or_else(|| whole(value.as_f64()?));
        let seconds = seconds.filter(|seconds| *seconds >= 0);
        seconds
            .map(|seconds| Some(Timestamp(seconds)))
            .ok_or(MalformedClaim(name))
    }

    /// The audiences, and whether they came as a list (§4.1.3).
    pub fn audience(self) -> Result<Audience<'a>, MalformedClaim> {
        let malformed = MalformedClaim("aud");
        match self.0.get("aud") {
            None => Ok(Audience::None),
            Some(Value::String(only)) => Ok(Audience::One(only)),
            Some(Value::Array(all)) => {
                let all: Option<Vec<_>> = all.iter().map(Value::as_str).collect();
                all.map(Audience::List).ok_or(malformed)
            }
            Some(_) => Err(malformed),
        }
    }
}

/// Fractions of a second are allowed; numbers that no clock will show are not.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the number is checked to be small enough"
)]
fn whole(seconds: f64) -> Option<i64> {
    const FAR: f64 = 1e15;
    (0.0..FAR).contains(&seconds).then_some(seconds as i64)
}

/// Whom a JWT is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience<'a> {
    /// Nobody is named.
    None,
    /// One name.
    One(&'a str),
    /// A list.
    List(Vec<&'a str>),
}

impl Audience<'_> {
    /// Whether `name` is among them.
    pub fn contains(&self, name: &str) -> bool {
        match self {
            Self::None => false,
            Self::One(only) => *only == name,
            Self::List(all) => all.contains(&name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Audience, JwtClaims, MalformedClaim};
    use crate::clock::Timestamp;
    use serde_json::json;

    #[test]
    fn claims_are_what_the_standard_says_or_malformed() {
        let value = json!({
            "iss": "a", "sub": 1, "exp": 10, "iat": 10.9, "nbf": "10", "past": -1,
            "far": 1e300, "aud": ["a", "b"], "null": null,
        });
        let claims = JwtClaims(value.as_object().unwrap());
        assert_eq!(claims.text("iss"), Ok(Some("a")));
        assert_eq!(claims.text("jti"), Ok(None));
        assert_eq!(claims.text("sub"), Err(MalformedClaim("sub")));
        assert_eq!(claims.text("null"), Err(MalformedClaim("null")));
        assert_eq!(claims.time("exp"), Ok(Some(Timestamp(10))));
        assert_eq!(claims.time("iat"), Ok(Some(Timestamp(10))));
        for name in ["nbf", "past", "far", "null"] {
            assert_eq!(claims.time(name), Err(MalformedClaim(name)));
        }
        assert_eq!(claims.audience(), Ok(Audience::List(vec!["a", "b"])));
        for aud in [json!(1), json!([1]), json!(null), json!({})] {
            let value = json!({ "aud": aud });
            assert!(JwtClaims(value.as_object().unwrap()).audience().is_err());
        }
    }
}
