//! Scopes (RFC 6749 §3.3, OpenID Connect Core §5.4 and §11).

use super::{ErrorCode, OAuthError};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Scopes that Signet knows, as `scopes_supported` lists them.
pub const SUPPORTED: [&str; 7] = [
    "openid",
    "profile",
    "email",
    "address",
    "phone",
    "groups",
    "offline_access",
];

/// How scopes that open Signet's own API begin.
pub const OPERATING: &str = "signet:";
/// A person's token may do in the API what the person may.
pub const API: &str = "signet:api";
/// A client's token may do in the API what an administrator may.
pub const ADMINISTRATOR: &str = "signet:administrator";
/// A client's token may do in the API what the help desk may.
pub const HELP_DESK: &str = "signet:help_desk";
/// A client's token may read in the API what an auditor may.
pub const AUDITOR: &str = "signet:auditor";

/// Scopes in the order asked for, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct ScopeSet(Vec<String>);

impl ScopeSet {
    /// Reads a space-separated list. What is no scope token is left out, as unknown scopes are.
    pub fn parse(text: &str) -> Self {
        text.split(' ')
            .filter(|name| is_scope_token(name))
            .collect()
    }

    /// As [`ScopeSet::parse`], for registering: nothing is left out.
    pub fn parse_all(text: &str) -> Result<Self, NoScope> {
        match text.split_whitespace().find(|name| !is_scope_token(name)) {
            Some(name) => Err(NoScope(name.to_owned())),
            None => Ok(text.split_whitespace().collect()),
        }
    }

    /// Whether `name` is in the set.
    pub fn contains(&self, name: &str) -> bool {
        self.0.iter().any(|scope| scope == name)
    }

    /// Whether every scope of `self` is in `other`.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.iter().all(|scope| other.contains(scope))
    }

    /// The scopes for which `keep` holds, in order.
    #[must_use]
    pub fn retain(&self, keep: impl Fn(&str) -> bool) -> Self {
        self.iter().filter(|scope| keep(scope)).collect()
    }

    /// The scopes of both, those of `self` first.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.iter().chain(other.iter()).collect()
    }

    /// These scopes, which are what is left of those asked for: an answer cannot say "none" (security A15).
    ///
    /// # Errors
    /// `invalid_scope` when nothing is left.
    pub fn or_invalid(self) -> Result<Self, OAuthError> {
        if self.is_empty() {
            let description = "none of these scopes can be granted";
            return Err(OAuthError::new(ErrorCode::InvalidScope, description));
        }
        Ok(self)
    }

    /// The scopes one by one.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether one of these opens Signet's own API.
    pub fn operates(&self) -> bool {
        self.iter().any(|scope| scope.starts_with(OPERATING))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The text cannot name a scope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no scope: use printable ASCII characters but \" and \\")]
pub struct NoScope(String);

/// `scope-token` of RFC 6749 Appendix A.4.
fn is_scope_token(text: &str) -> bool {
    let allowed = |byte| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    !text.is_empty() && text.bytes().all(allowed)
}

impl<'a> FromIterator<&'a str> for ScopeSet {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let mut scopes: Vec<String> = Vec::new();
        for name in names {
            if !scopes.iter().any(|scope| scope == name) {
                scopes.push(name.to_owned());
            }
        }
        Self(scopes)
    }
}

impl From<String> for ScopeSet {
    fn from(text: String) -> Self {
        Self::parse(&text)
    }
}

impl From<ScopeSet> for String {
    fn from(scopes: ScopeSet) -> Self {
        scopes.0.join(" ")
    }
}

impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::ScopeSet;

    #[test]
    fn keeps_the_order_and_drops_repetitions_and_what_is_no_scope() {
        let scopes = ScopeSet::parse("email openid  email \"x\" profile");
        assert_eq!(scopes.to_string(), "email openid profile");
    }

    #[test]
    fn a_registration_must_be_all_scopes() {
        let scopes = ScopeSet::parse_all(" openid  api:read ").unwrap();
        assert_eq!(scopes.to_string(), "openid api:read");
        for text in ["a\"b", "openid b\\c", "é"] {
            assert!(ScopeSet::parse_all(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_subset_ignores_order() {
        let all = ScopeSet::parse("openid email");
        assert!(ScopeSet::parse("email").is_subset(&all));
        assert!(!ScopeSet::parse("email phone").is_subset(&all));
    }
}
