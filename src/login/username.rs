//! User names that can be told apart (security F8).

use super::canonical::{MAX_BYTES, MAX_CHARS, canonical, composed};
use crate::model::Username;
use unicode_security::general_security_profile::IdentifierType;
use unicode_security::{GeneralSecurityProfile, MixedScript};

/// What is wrong with a user name, said to the person who chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsernameError {
    /// Nothing but space.
    #[error("Enter a user name.")]
    Empty,
    /// Too many characters.
    #[error("Use at most {MAX_CHARS} characters for the user name.")]
    TooLong,
    /// Space inside.
    #[error("Leave out the spaces in the user name.")]
    Space,
    /// A symbol, or a character that is invisible or has no meaning.
    #[error(
        "Use letters, digits and signs of a keyboard only: the character U+{:04X} cannot be part \
         of a user name.", u32::from(*.0)
    )]
    Character(char),
    /// Letters of several alphabets, as in a name made to pass for another.
    #[error("Use letters of one alphabet only: this user name mixes several.")]
    MixedScripts,
}

impl UsernameError {
    /// The most characters that a user name may have.
    pub const MOST: usize = MAX_CHARS;
}

/// Accepts `chosen` as a user name.
pub fn username(chosen: &str) -> Result<Username, UsernameError> {
    let display = chosen.trim();
    if display.is_empty() {
        return Err(UsernameError::Empty);
    }
    if display.len() > MAX_BYTES || display.chars().count() > MAX_CHARS {
        return Err(UsernameError::TooLong);
    }
    check_characters(&composed(display))?;
    let key = canonical(display);
    if key.chars().count() > MAX_CHARS {
        return Err(UsernameError::TooLong);
    }
    Ok(Username {
        display: display.to_owned(),
        key,
    })
}

fn check_characters(name: &str) -> Result<(), UsernameError> {
    if name.contains(char::is_whitespace) {
        return Err(UsernameError::Space);
    }
    if let Some(bad) = name.chars().find(|c| !is_suitable(*c)) {
        return Err(UsernameError::Character(bad));
    }
    if !name.is_single_script() {
        return Err(UsernameError::MixedScripts);
    }
    Ok(())
}

/// Visible ASCII, and whatever Unicode knows as part of words. Control, format, private and
/// unassigned characters and symbols are not.
fn is_suitable(c: char) -> bool {
    use IdentifierType::{
        Exclusion, Inclusion, Limited_Use, Obsolete, Recommended, Technical, Uncommon_Use,
    };
    c.is_ascii_graphic()
        || !c.is_ascii()
            && matches!(
                c.identifier_type(),
                Some(
                    Inclusion
                        | Recommended
                        | Limited_Use
                        | Uncommon_Use
                        | Technical
                        | Obsolete
                        | Exclusion
                )
            )
}

#[cfg(test)]
mod tests {
    use super::super::login_key;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_the_world_are_accepted() {
        for name in [
            "alice",
            "Bob.Builder",
            "o'neil",
            "x_1-2",
            "alice@example.com",
            "müller",
            "Ольга",
            "Ελένη",
            "山田たろう",
            "김철수",
            "محمد",
            "अनिल",
            "ჯონი",
            "ᏣᎳᎩ",
        ] {
            let accepted = username(name).unwrap();
            assert_eq!(accepted.display, name);
            assert_eq!(login_key(name), Some(accepted.key));
        }
    }

    #[test]
    fn the_display_form_is_as_written() {
        let name = username("  Alice ").unwrap();
        assert_eq!(
            (name.display.as_str(), name.key.as_str()),
            ("Alice", "alice")
        );
    }

    #[test]
    fn what_cannot_be_seen_is_refused() {
        for c in [
            '\0',
            '\u{1b}',
            '\u{7f}',
            '\u{ad}',
            '\u{61c}',
            '\u{200b}',
            '\u{200d}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{feff}',
            '\u{e000}',
            '\u{378}',
            '\u{e0041}',
            '\u{600}',
            '\u{3164}',
            '😀',
            '€',
            '\u{ffff}',
            '\u{10ffff}',
        ] {
            let found = username(&format!("al{c}ice")).unwrap_err();
            assert!(
                matches!(found, UsernameError::Character(_)),
                "{c:?}: {found:?}"
            );
        }
    }

    #[test]
    fn each_refusal_says_why() {
        assert_eq!(username(" \t"), Err(UsernameError::Empty));
        assert_eq!(username("a b"), Err(UsernameError::Space));
        assert_eq!(username("a\u{a0}b"), Err(UsernameError::Space));
        assert_eq!(username(&"ä".repeat(256)), Err(UsernameError::TooLong));
        assert_eq!(username(&"x".repeat(100_000)), Err(UsernameError::TooLong));
        // A Cyrillic а between Latin letters.
        assert_eq!(username("p\u{430}ypal"), Err(UsernameError::MixedScripts));
        let said = UsernameError::Character('\u{200b}').to_string();
        assert!(said.contains("U+200B"), "{said}");
    }

    proptest! {
        #[test]
        fn whoever_was_accepted_can_sign_in(name in "\\PC{1,20}") {
            if let Ok(accepted) = username(&name) {
                prop_assert_eq!(login_key(&name), Some(accepted.key));
            }
        }
    }
}
