//! The `claims` parameter (OpenID Connect Core §5.5).

use super::{ErrorCode, OAuthError, ScopeSet, claims, strict_json};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Most bytes of the parameter: it travels with the browser.
const LONGEST: usize = 4096;

/// Names of claims about the person that a client asks for one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestedClaims {
    /// For the userinfo answer.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub userinfo: Vec<String>,
    /// For the ID token.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub id_token: Vec<String>,
}

impl RequestedClaims {
    /// Whether none is asked for.
    pub const fn is_empty(&self) -> bool {
        self.userinfo.is_empty() && self.id_token.is_empty()
    }

    /// All of them, each once.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let further = self
            .id_token
            .iter()
            .filter(|name| !self.userinfo.contains(name));
        self.userinfo.iter().chain(further).map(String::as_str)
    }

    /// Leaves out the claims for which `keep` does not hold.
    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.userinfo.retain(|name| keep(name));
        self.id_token.retain(|name| keep(name));
    }
}

/// What the parameter asks for, as far as Signet can tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsRequest {
    /// Claims about the person.
    #[serde(flatten)]
    pub person: RequestedClaims,
    /// The subject that must be signed in, of either member (§5.5.1).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sub: Option<String>,
    /// What is asked of `acr`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub acr: Option<AcrRequest>,
}

/// Values of `acr` that are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcrRequest {
    /// The values, best first; any if empty.
    pub values: Vec<String>,
    /// Whether the sign-in fails if none of them can be had (§5.5.1.1).
    pub essential: bool,
}

/// One claim of the parameter; `null` is the same as no members.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    essential: bool,
    value: Option<Value>,
    values: Option<Vec<Value>>,
}

type Member = BTreeMap<String, Option<Wanted>>;

/// A member of the parameter; an absent one asks for nothing. What is no JSON object is none of this
/// (serde would take a list for a struct).
fn member(wire: &mut Map<String, Value>, name: &str) -> Option<Member> {
    let claims = match wire.remove(name) {
        None | Some(Value::Null) => return Some(Member::new()),
        Some(Value::Object(claims)) => claims,
        Some(_) => return None,
    };
    let wanted = claims.into_iter().map(|(name, value)| match value {
        Value::Null => Some((name, None)),
        Value::Object(_) => Some((name, Some(serde_json::from_value(value).ok()?))),
        _ => None,
    });
    wanted.collect()
}

impl ClaimsRequest {
    /// Reads the parameter.
    ///
    /// # Errors
    /// `invalid_request` for what is no such JSON, or too much of it.
    pub fn parse(text: &str) -> Result<Self, OAuthError> {
        let malformed = || {
            let description = "claims must be a JSON object with userinfo or id_token members of at most 4096 bytes";
            OAuthError::new(ErrorCode::InvalidRequest, description)
        };
        if text.len() > LONGEST {
            return Err(malformed());
        }
        // Further members are ignored (§5.5).
        let wire = strict_json::parse_object(text.as_bytes());
        let mut wire = wire.map_err(|_| malformed())?;
        let userinfo = member(&mut wire, "userinfo").ok_or_else(malformed)?;
        let id_token = member(&mut wire, "id_token").ok_or_else(malformed)?;
        Ok(Self {
            sub: subject(&id_token).or_else(|| subject(&userinfo)),
            acr: acr(&id_token),
            person: RequestedClaims {
                userinfo: known(userinfo),
                id_token: known(id_token),
            },
        })
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The claims about a person that Signet knows; what the request wants them to be decides nothing
/// (security A16).
fn known(member: Member) -> Vec<String> {
    member
        .into_keys()
        .filter(|name| claims::scope_of(name).is_some())
        .collect()
}

fn subject(member: &Member) -> Option<String> {
    let wanted = member.get("sub")?.as_ref()?;
    wanted.value.as_ref()?.as_str().map(str::to_owned)
}

fn acr(member: &Member) -> Option<AcrRequest> {
    let wanted = member.get("acr")?.as_ref()?;
    let values = wanted.value.iter().chain(wanted.values.iter().flatten());
    let values = values.filter_map(|value| value.as_str().map(str::to_owned));
    Some(AcrRequest {
        values: values.collect(),
        essential: wanted.essential,
    })
}

/// What stands for a claim that was asked for by itself, where scopes are allowed and remembered.
const CLAIM: &str = "claim:";

/// The claim that a remembered word stands for, if it does.
pub fn claim_of(word: &str) -> Option<&str> {
    word.strip_prefix(CLAIM)
}

/// What a person is asked to allow: `scope`, and the claims that it does not open.
#[must_use]
pub fn with_claims(scope: &ScopeSet, requested: &RequestedClaims) -> ScopeSet {
    let further = requested
        .names()
        .filter(|name| claims::scope_of(name).is_none_or(|opening| !scope.contains(opening)));
    let further: Vec<_> = further.map(|name| format!("{CLAIM}{name}")).collect();
    let all = scope.iter().chain(further.iter().map(String::as_str));
    all.collect()
}

/// Whether a person has allowed `scope` and the claims, by themselves or with a scope.
pub fn is_covered(scope: &ScopeSet, requested: &RequestedClaims, allowed: &ScopeSet) -> bool {
    with_claims(scope, requested).iter().all(|word| {
        let opening = claim_of(word).and_then(claims::scope_of);
        allowed.contains(word) || opening.is_some_and(|scope| allowed.contains(scope))
    })
}

/// The members of `all` with these names.
pub fn chosen(mut all: Map<String, Value>, names: &[String]) -> Map<String, Value> {
    names
        .iter()
        .filter_map(|name| all.remove_entry(name.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{AcrRequest, ClaimsRequest};
    use crate::oidc::ErrorCode;

    fn parse(text: &str) -> ClaimsRequest {
        ClaimsRequest::parse(text).unwrap()
    }

    #[test]
    fn protocol_56_claims_are_asked_for_in_either_place() {
        let read = parse(
            r#"{"userinfo": {"name": null, "email": {"essential": true}, "shoe_size": null, "given_name": {"values": ["a", 1]}},
                "id_token": {"email": null, "auth_time": {"essential": true}}, "other": {}}"#,
        );
        assert_eq!(read.person.userinfo, ["email", "given_name", "name"]);
        assert_eq!(read.person.id_token, ["email"]);
        assert_eq!(read.person.names().count(), 3);
    }

    #[test]
    fn protocol_55_acr_is_voluntary_or_essential() {
        let read = parse(r#"{"id_token": {"acr": {"essential": true, "values": ["a", "b"]}}}"#);
        let acr = AcrRequest {
            values: vec!["a".into(), "b".into()],
            essential: true,
        };
        assert_eq!(read.acr, Some(acr));
        assert!(
            !parse(r#"{"id_token": {"acr": {"value": "a"}}}"#)
                .acr
                .unwrap()
                .essential
        );
        assert_eq!(parse(r#"{"id_token": {"acr": null}}"#).acr, None);
    }

    #[test]
    fn security_n3_members_twice_and_deep_nesting_are_refused() {
        let nested = |levels| {
            let (open, close) = ("[".repeat(levels), "]".repeat(levels));
            format!(r#"{{"userinfo":{{"name":{{"x":{open}{close}}}}}}}"#)
        };
        assert!(ClaimsRequest::parse(&nested(29)).is_ok());
        for text in [
            r#"{"userinfo":{},"userinfo":{"name":null}}"#,
            r#"{"userinfo":{"name":null,"name":null}}"#,
            r#"{"id_token":{"acr":{"value":"a","value":"b"}}}"#,
            &nested(30),
        ] {
            let error = ClaimsRequest::parse(text).unwrap_err();
            assert_eq!(error.code, ErrorCode::InvalidRequest, "{text}");
        }
    }

    #[test]
    fn a_subject_can_be_asked_for() {
        let read = parse(r#"{"id_token": {"sub": {"value": "248289761001"}}}"#);
        assert_eq!(read.sub.as_deref(), Some("248289761001"));
        assert!(parse("{}").is_empty());
    }

    #[test]
    fn malformed_and_oversized_requests_are_refused() {
        let deep = format!("{}{}", "[".repeat(2000), "]".repeat(2000));
        let deep = format!(r#"{{"userinfo": {{"name": {{"value": {deep}}}}}}}"#);
        let long = format!(r#"{{"x": "{}"}}"#, "y".repeat(5000));
        for text in [
            "",
            "null",
            "[]",
            "{",
            r#"{"userinfo": []}"#,
            r#"{"id_token": {"a": 1}}"#,
            r#"{"id_token": {"a": {"essential": "yes"}}}"#,
            &deep,
            &long,
        ] {
            let code = ClaimsRequest::parse(text).map_err(|error| error.code);
            assert_eq!(code, Err(ErrorCode::InvalidRequest), "{text:.40}");
        }
    }
}
