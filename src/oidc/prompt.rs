//! `prompt` (OpenID Connect Core §3.1.2.1; Initiating User Registration §4.1).

use super::{ErrorCode, OAuthError};
use serde::{Deserialize, Serialize};

/// Values of `prompt` that Signet acts on, as `prompt_values_supported` lists them.
pub const SUPPORTED: [&str; 4] = ["none", "login", "consent", "select_account"];

/// The value for making an account first, listed where people may.
pub const CREATE: &str = "create";

/// What the client asks to be shown. Unknown values are ignored, as programs in the field need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a value of the parameter"
)]
pub struct Prompts {
    /// Show nothing; fail instead.
    pub none: bool,
    /// Ask for credentials again.
    pub login: bool,
    /// Ask for consent again.
    pub consent: bool,
    /// Let the person choose the account.
    pub select_account: bool,
    /// Let the person make an account first.
    #[serde(default)]
    pub create: bool,
}

impl Prompts {
    /// Reads the parameter.
    ///
    /// # Errors
    /// `invalid_request` for `none` together with anything else.
    pub fn parse(text: &str) -> Result<Self, OAuthError> {
        let has = |value| text.split(' ').any(|given| given == value);
        let given = text.split(' ').filter(|value| !value.is_empty()).count();
        if has("none") && given > 1 {
            return Err(OAuthError::new(
                ErrorCode::InvalidRequest,
                "prompt=none excludes other prompts",
            ));
        }
        Ok(Self {
            none: has("none"),
            login: has("login"),
            consent: has("consent"),
            select_account: has("select_account"),
            create: has(CREATE),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Prompts;

    #[test]
    fn security_a11_none_stands_alone() {
        assert!(Prompts::parse("none").unwrap().none);
        assert!(Prompts::parse("none login").is_err());
        assert!(Prompts::parse("none whatever").is_err());
    }

    #[test]
    fn unknown_values_are_ignored() {
        let prompts = Prompts::parse("login sing").unwrap();
        assert!(prompts.login && !prompts.consent);
    }
}
