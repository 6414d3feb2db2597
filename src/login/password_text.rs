//! What counts as the same password: one fixed normalisation, and limits before any hashing
//! (security F2).

use crate::secret::Secret;
use unicode_normalization::UnicodeNormalization;

/// Longest password, in characters.
pub const MAX_CHARS: usize = 128;

/// Longest password, in bytes.
pub const MAX_BYTES: usize = 512;

/// Composing makes a text up to three times longer in UTF-8, and decomposed ones shorter.
const FACTOR: usize = 3;

/// The password in composed form (NFC, as RFC 8265 §4.2.2 wants it), so that it does not matter
/// which keyboard it was typed on. `None` if it is too long.
pub(super) fn normalised(typed: &Secret<String>) -> Option<Secret<String>> {
    let typed = typed.expose();
    if typed.len() > MAX_BYTES * FACTOR {
        return None;
    }
    // Room for all of it: growing would leave unwiped copies behind.
    let mut text = String::with_capacity(typed.len() * FACTOR);
    text.extend(typed.nfc());
    let text = Secret::new(text);
    let fits = text.expose().len() <= MAX_BYTES && text.expose().chars().count() <= MAX_CHARS;
    fits.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        normalised(&Secret::new(text.to_owned())).map(|text| text.expose().clone())
    }

    #[test]
    fn keyboards_do_not_matter_but_everything_else_does() {
        assert_eq!(of("e\u{301}").as_deref(), Some("é"));
        for exact in ["", " Pass word ", "ＡＢＣ", "ﬁ", "a\0b\n", "PASSWORD"] {
            assert_eq!(of(exact).as_deref(), Some(exact));
        }
    }

    #[test]
    fn length_is_limited_after_normalising() {
        assert!(of(&"x".repeat(128)).is_some());
        assert!(of(&"x".repeat(129)).is_none());
        assert!(of(&"e\u{301}".repeat(128)).is_some());
        assert!(of(&"😀".repeat(128)).is_some());
        assert!(of(&"x".repeat(10_000_000)).is_none());
        // Two that grow to three times their bytes when composed.
        assert!(of(&"\u{1d160}".repeat(128)).is_none());
    }
}
