//! The one form in which names and addresses are compared (security F8).

use unicode_normalization::UnicodeNormalization;

/// Longest canonical form, in characters.
pub(super) const MAX_CHARS: usize = 255;

/// More bytes than any text whose canonical form is short enough; a bound on the work.
pub(super) const MAX_BYTES: usize = 4096;

/// `text` trimmed and with compatibility characters replaced (NFKC).
pub(super) fn composed(text: &str) -> String {
    text.trim().nfkc().collect()
}

/// `text` as it is compared: [`composed`], in small letters, composed again.
pub(super) fn canonical(text: &str) -> String {
    composed(&composed(text).to_lowercase())
}

/// The canonical form of what somebody typed to sign in, be it a user name or an e-mail address.
/// `None` if no account can have it.
pub fn login_key(typed: &str) -> Option<String> {
    if typed.len() > MAX_BYTES {
        return None;
    }
    let key = canonical(typed);
    let possible = !key.is_empty()
        && key.chars().count() <= MAX_CHARS
        && !key.chars().any(|c| c.is_control() || c.is_whitespace());
    possible.then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for spelling in ["alice", " Alice\n", "ALICE", "Ａｌｉｃｅ", "\u{a0}aLiCe"] {
            assert_eq!(
                login_key(spelling).as_deref(),
                Some("alice"),
                "{spelling:?}"
            );
        }
        assert_eq!(login_key("JOSE\u{301}"), login_key("josé"));
    }

    #[test]
    fn nobody_has_an_impossible_name() {
        for typed in ["", "  ", "a b", "a\0b", "a\u{2028}b"] {
            assert_eq!(login_key(typed), None, "{typed:?}");
        }
        assert!(login_key(&"x".repeat(255)).is_some());
        assert_eq!(login_key(&"x".repeat(256)), None);
        // One character that becomes eighteen.
        assert_eq!(login_key(&"\u{fdfa}".repeat(20)), None);
        assert_eq!(login_key(&" ".repeat(MAX_BYTES)), None);
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(typed in "\\PC{0,40}") {
            if let Some(key) = login_key(&typed) {
                prop_assert_eq!(login_key(&key), Some(key.clone()));
            }
        }
    }
}
