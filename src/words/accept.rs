//! What browsers say of languages.

use super::Language;

/// Most languages of a header that are looked at.
const MOST: usize = 32;

/// The language that an `Accept-Language` header asks for before all others that are here
/// (RFC 9110 §12.5.4). What is malformed is passed over.
pub fn accepted(header: &str) -> Option<&'static Language> {
    let mut wishes: Vec<_> = header.split(',').take(MOST).filter_map(wish).collect();
    // Stable: of equal wishes the first counts.
    wishes.sort_by_key(|(_, thousandths)| std::cmp::Reverse(*thousandths));
    wishes.into_iter().find_map(|(tag, _)| Language::find(tag))
}

/// A tag and its weight in thousandths; nothing for what is not wanted at all.
fn wish(item: &str) -> Option<(&str, u16)> {
    let (tag, rest) = item.split_once(';').unwrap_or((item, ""));
    let weight = match rest.trim() {
        "" => 1000,
        rest => thousandths(rest.strip_prefix("q=").or(rest.strip_prefix("Q="))?)?,
    };
    (weight > 0).then_some((tag.trim(), weight))
}

/// `0.8` and the like (RFC 9110 §12.4.2).
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, rest) = weight.split_once('.').unwrap_or((weight, ""));
    if rest.len() > 3 || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let rest: u16 = format!("{rest:0<3}").parse().ok()?;
    match whole {
        "0" => Some(rest),
        "1" if rest == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::accepted;
    use proptest::prelude::*;

    fn tag(header: &str) -> Option<&'static str> {
        accepted(header).map(super::Language::tag)
    }

    #[test]
    fn weights_decide_and_then_the_order() {
        assert_eq!(tag("de"), Some("de"));
        assert_eq!(tag("en;q=0.5, de-CH;q=0.8"), Some("de"));
        assert_eq!(tag("de, en"), Some("de"));
        assert_eq!(tag("se, DE;q=0.300 , en;q=0.3"), Some("de"));
        assert_eq!(tag("de;q=0, en;q=0.001"), Some("en"));
        assert_eq!(tag("de;q=2, en;q=0.1"), Some("en"));
        for nothing in ["", "*", "se", "de;q=x", "de;level=1", "-", "deutsch"] {
            assert_eq!(tag(nothing), None, "{nothing}");
        }
    }

    proptest! {
        #[test]
        fn junk_is_passed_over(header in ".{0,120}") {
            accepted(&header);
        }
    }
}
