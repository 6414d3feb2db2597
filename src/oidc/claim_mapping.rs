//! Claims of a client's own making: under any name and shape, fixed, or worked out by an expression.

use super::expression::{Expression, Facts, Problem};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Most mappings of one client.
pub const MOST: usize = 50;

/// Longest name of a claim, in bytes.
const LONGEST_NAME: usize = 200;

/// Largest fixed value, in bytes of JSON: it travels in every token.
const LARGEST_VALUE: usize = 2_000;

/// Claims that say what the protocol says, and so cannot be mapped: those of RFC 7519 §4.1, RFC 7662
/// §2.2, RFC 9068 §2.2 and OpenID Connect Core §2.
const PROTOCOL: [&str; 32] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "auth_time",
    "nonce",
    "acr",
    "amr",
    "azp",
    "at_hash",
    "c_hash",
    "s_hash",
    "sid",
    "sub_jwk",
    "client_id",
    "scope",
    "grant_id",
    "active",
    "token_type",
    "cnf",
    "act",
    "may_act",
    "events",
    "toe",
    "txn",
    "authorization_details",
    "_claim_names",
    "_claim_sources",
    "sub_id",
];

/// One claim that a client gets beside those of the standards, or instead of one about the person.
///
/// It comes from one of `groups`, `value` and `expression`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimMapping {
    /// The name of the claim.
    pub claim: String,
    /// The names of the person's groups, in this shape.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Shape>,
    /// Which groups, by name or by how their names begin (`app-*`); all if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// What is taken from the beginning of each name that has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strip: Option<String>,
    /// What is put before each name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// The same value for everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// An expression in CEL over `user`, `groups`, `scopes` and `client`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
    /// The scope that opens the claim; always there if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Where it stands; ID token and userinfo if empty.
    #[serde(rename = "in", skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
}

/// How several names are one claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A list of texts.
    Array,
    /// One text with spaces between.
    Space,
    /// One text with commas between.
    Comma,
}

/// Where claims stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Place {
    IdToken,
    Userinfo,
    /// In access tokens that are JWTs.
    AccessToken,
    Introspection,
}

/// Why a mapping cannot be registered, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// No name that a claim can have.
    #[error("claim is no name: use 1 to {LONGEST_NAME} characters without control characters")]
    Name,
    /// The protocol says it.
    #[error("the protocol says what the claim is, and nothing else can: choose another name")]
    Protocol,
    /// Nothing, or too much.
    #[error("it needs one of groups, value and expression, and not more than one")]
    Source,
    /// What shapes groups without groups.
    #[error("only, strip and prefix shape groups: add groups = \"array\", or leave them out")]
    Shapeless,
    /// A value that would make tokens large.
    #[error("value is larger than {LARGEST_VALUE} bytes of JSON: shorten it")]
    Large,
    /// The expression is wrong.
    #[error("expression: {0}")]
    Expression(#[from] Problem),
}

impl ClaimMapping {
    /// Whether it can be registered, its expression tried on somebody with every claim.
    pub fn check(&self) -> Result<(), MappingError> {
        let name = &self.claim;
        if name.is_empty() || name.len() > LONGEST_NAME || name.contains(char::is_control) {
            return Err(MappingError::Name);
        }
        if PROTOCOL.contains(&name.as_str()) {
            return Err(MappingError::Protocol);
        }
        let sources = [
            self.groups.is_some(),
            self.value.is_some(),
            self.expression.is_some(),
        ];
        if sources.into_iter().filter(|given| *given).count() != 1 {
            return Err(MappingError::Source);
        }
        let shaped = !self.only.is_empty() || self.strip.is_some() || self.prefix.is_some();
        if shaped && self.groups.is_none() {
            return Err(MappingError::Shapeless);
        }
        let value = self.value.as_ref().map(|value| value.to_string().len());
        if value.is_some_and(|bytes| bytes > LARGEST_VALUE) {
            return Err(MappingError::Large);
        }
        if let Some(text) = &self.expression {
            Expression::parse(text)?.try_out()?;
        }
        Ok(())
    }

    /// Whether it stands in `place`.
    pub fn stands_in(&self, place: Place) -> bool {
        if self.places.is_empty() {
            return matches!(place, Place::IdToken | Place::Userinfo);
        }
        self.places.contains(&place)
    }

    /// Whether scopes open it; `granted` tells of one.
    pub fn is_open(&self, granted: impl Fn(&str) -> bool) -> bool {
        self.scope.as_deref().is_none_or(granted)
    }

    /// The claim of somebody in `groups`, unless it is an expression's.
    pub fn plain(&self, groups: &[String]) -> Option<Value> {
        match self.groups {
            Some(shape) => Some(self.shaped(groups, shape)),
            None => self.value.clone(),
        }
    }

    fn shaped(&self, groups: &[String], shape: Shape) -> Value {
        let names = groups.iter().filter(|name| self.is_wanted(name));
        let names: Vec<String> = names.map(|name| self.renamed(name)).collect();
        match shape {
            Shape::Array => json!(names),
            Shape::Space => json!(names.join(" ")),
            Shape::Comma => json!(names.join(",")),
        }
    }

    fn is_wanted(&self, name: &str) -> bool {
        let fits = |pattern: &String| match pattern.strip_suffix('*') {
            Some(beginning) => name.starts_with(beginning),
            None => name == pattern,
        };
        self.only.is_empty() || self.only.iter().any(fits)
    }

    fn renamed(&self, name: &str) -> String {
        let strip = self.strip.as_deref().unwrap_or_default();
        let prefix = self.prefix.as_deref().unwrap_or_default();
        format!("{prefix}{}", name.strip_prefix(strip).unwrap_or(name))
    }
}

/// What `expression` makes of `facts`; none for null, which says that there is no such claim.
pub fn worked_out(expression: &Expression, facts: &Facts) -> Result<Option<Value>, Problem> {
    let value = expression.evaluate(facts)?;
    Ok(Some(value).filter(|value| !value.is_null()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: Value) -> ClaimMapping {
        serde_json::from_value(value).unwrap()
    }

    fn groups() -> Vec<String> {
        ["app-admin", "app-user", "staff"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn groups_have_any_shape() {
        let cases = [
            (
                json!({"groups": "array"}),
                json!(["app-admin", "app-user", "staff"]),
            ),
            (
                json!({"groups": "space", "only": ["app-*"]}),
                json!("app-admin app-user"),
            ),
            (
                json!({"groups": "comma", "only": ["staff", "app-user"], "strip": "app-", "prefix": "/"}),
                json!("/user,/staff"),
            ),
            (json!({"groups": "array", "only": ["none"]}), json!([])),
            (json!({"value": {"tier": 1}}), json!({"tier": 1})),
        ];
        for (mapping, expected) in cases {
            let mut mapping = mapping;
            mapping["claim"] = json!("roles");
            let mapping = read(mapping);
            assert_eq!(mapping.check(), Ok(()), "{mapping:?}");
            assert_eq!(mapping.plain(&groups()), Some(expected), "{mapping:?}");
        }
    }

    #[test]
    fn what_cannot_be_registered_says_why() {
        let cases = [
            (json!({"claim": "", "value": 1}), MappingError::Name),
            (json!({"claim": "a\n", "value": 1}), MappingError::Name),
            (json!({"claim": "sub", "value": 1}), MappingError::Protocol),
            (json!({"claim": "a"}), MappingError::Source),
            (
                json!({"claim": "a", "value": 1, "expression": "1"}),
                MappingError::Source,
            ),
            (
                json!({"claim": "a", "value": 1, "only": ["b"]}),
                MappingError::Shapeless,
            ),
            (
                json!({"claim": "a", "value": "x".repeat(2_000)}),
                MappingError::Large,
            ),
        ];
        for (mapping, expected) in cases {
            assert_eq!(read(mapping.clone()).check(), Err(expected), "{mapping}");
        }
        let unfit = read(json!({"claim": "a", "expression": "user.emial"})).check();
        assert!(matches!(unfit, Err(MappingError::Expression(_))));
    }

    #[test]
    fn claims_stand_where_they_are_told_to() {
        let usual = read(json!({"claim": "a", "value": 1}));
        assert!(usual.stands_in(Place::IdToken) && usual.stands_in(Place::Userinfo));
        assert!(!usual.stands_in(Place::AccessToken) && !usual.stands_in(Place::Introspection));
        let told =
            read(json!({"claim": "a", "value": 1, "in": ["access_token"], "scope": "email"}));
        assert!(told.stands_in(Place::AccessToken) && !told.stands_in(Place::IdToken));
        assert!(told.is_open(|scope| scope == "email") && !told.is_open(|_| false));
        assert!(usual.is_open(|_| false));
    }
}
