//! Common passwords that look strong to whoever does not know them (security F3): a set of
//! fingerprints, made of `passwords/common.txt` by the build script. One password in some twenty
//! thousand is mistaken for one of them.

use super::fingerprint::{self, PARTS};
use crate::secret::Secret;

/// How many stand in each part, a byte each; then all of them, two bytes each.
static SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/common_passwords"));

/// Whether `password` is common, however its letters are capitalised.
pub fn holds(password: &str) -> bool {
    let small = Secret::new(password.to_lowercase());
    let (part, wanted) = fingerprint::of(small.expose());
    let Some((counts, marks)) = SET.split_at_checked(PARTS) else {
        return false;
    };
    let before = counts.iter().take(part).map(|count| usize::from(*count));
    let (before, count) = (before.sum(), counts.get(part).copied().unwrap_or_default());
    let (marks, _) = marks.as_chunks();
    let mut within = marks.iter().skip(before).take(usize::from(count));
    within.any(|mark| *mark == wanted.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = include_str!("../../passwords/common.txt");

    #[test]
    fn security_f3_every_common_password_is_known_in_any_case() {
        assert!(LIST.lines().count() >= 100_000);
        assert!(LIST.lines().all(|password| password.chars().count() >= 8));
        for password in LIST.lines().step_by(101) {
            assert!(holds(password), "{password}");
        }
        assert!(holds("LytDybrBdfvgbhf"));
    }

    #[test]
    fn hardly_any_other_is_mistaken_for_one() {
        let mistaken = (0..2_000).filter(|n| holds(&format!("nobody ever said {n}")));
        assert!(mistaken.count() < 3);
    }

    #[test]
    fn the_set_is_small() {
        assert!(SET.len() <= 300 * 1024, "{}", SET.len());
    }
}
