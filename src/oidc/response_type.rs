//! Response types (OAuth 2.0 Multiple Response Type Encoding Practices §3 and §5).

use super::ResponseMode;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What an authorization request asks for, in any order of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ResponseType {
    /// An authorization code.
    pub code: bool,
    /// An ID token.
    pub id_token: bool,
    /// An access token.
    pub token: bool,
}

/// No response type of OpenID Connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not one of code, id_token, id_token token, code id_token, code token, code id_token token"
)]
pub struct UnknownResponseType;

impl ResponseType {
    /// The code alone.
    pub const CODE: Self = Self::of(true, false, false);

    /// All that OpenID Connect knows, the safest first. An access token alone is none of them: no
    /// client could tell whom it was made for (OpenID Connect Core §3).
    pub const ALL: [Self; 6] = [
        Self::CODE,
        Self::of(false, true, false),
        Self::of(true, true, false),
        Self::of(false, true, true),
        Self::of(true, false, true),
        Self::of(true, true, true),
    ];

    /// Those of [`Self::ALL`] that bring no access token.
    pub const WITHOUT_ACCESS_TOKEN: [Self; 3] = [
        Self::CODE,
        Self::of(false, true, false),
        Self::of(true, true, false),
    ];

    const fn of(code: bool, id_token: bool, token: bool) -> Self {
        Self {
            code,
            id_token,
            token,
        }
    }

    /// Whether a token or an ID token comes from the authorization endpoint. That never goes into a
    /// query, nor do its errors (OAuth 2.0 Multiple Response Types §5).
    pub const fn brings_token(self) -> bool {
        self.id_token || self.token
    }

    /// How the answer travels when the request does not say.
    pub const fn default_mode(self) -> ResponseMode {
        if self.brings_token() {
            ResponseMode::Fragment
        } else {
            ResponseMode::Query
        }
    }

    /// The name in its usual order.
    pub const fn as_str(self) -> &'static str {
        match (self.code, self.id_token, self.token) {
            (true, false, false) => "code",
            (false, true, false) => "id_token",
            (true, true, false) => "code id_token",
            (false, true, true) => "id_token token",
            (true, false, true) => "code token",
            (true, true, true) => "code id_token token",
            (false, false, true) => "token",
            (false, false, false) => "none",
        }
    }
}

impl FromStr for ResponseType {
    type Err = UnknownResponseType;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut read = Self::of(false, false, false);
        for word in text.split(' ') {
            let found = match word {
                "code" => &mut read.code,
                "id_token" => &mut read.id_token,
                "token" => &mut read.token,
                _ => return Err(UnknownResponseType),
            };
            if std::mem::replace(found, true) {
                return Err(UnknownResponseType);
            }
        }
        Some(read)
            .filter(|read| Self::ALL.contains(read))
            .ok_or(UnknownResponseType)
    }
}

impl TryFrom<String> for ResponseType {
    type Error = UnknownResponseType;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ResponseType> for String {
    fn from(response_type: ResponseType) -> Self {
        response_type.as_str().to_owned()
    }
}

impl fmt::Display for ResponseType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::ResponseType;

    #[test]
    fn the_order_of_the_words_does_not_matter() {
        for response_type in ResponseType::ALL {
            let name = response_type.as_str();
            assert_eq!(name.parse(), Ok(response_type));
            let backwards: Vec<_> = name.split(' ').rev().collect();
            assert_eq!(backwards.join(" ").parse(), Ok(response_type));
        }
    }

    #[test]
    fn those_without_an_access_token_are_all_but_those_with_one() {
        let mut without = ResponseType::ALL.to_vec();
        without.retain(|one| !one.token);
        assert_eq!(without, ResponseType::WITHOUT_ACCESS_TOKEN);
    }

    #[test]
    fn what_openid_connect_does_not_know_is_refused() {
        for text in [
            "",
            "token",
            "none",
            "code code",
            "code  token",
            "Code",
            "code,token",
        ] {
            assert!(text.parse::<ResponseType>().is_err(), "{text:?}");
        }
    }
}
