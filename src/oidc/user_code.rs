//! The code that a person carries from a device to a browser (RFC 8628 §6.1).

use crate::entropy::{self, Entropy};

/// Consonants: they make no words, and none looks like a digit.
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";

/// How many of them.
const LENGTH: usize = 8;

/// A user code in capital letters without its hyphen. Some 34 bits; guessing is slowed.
#[derive(Clone, PartialEq, Eq)]
pub struct UserCode(String);

impl UserCode {
    /// A random one.
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut code = String::with_capacity(LENGTH);
        while code.len() < LENGTH {
            let [byte] = entropy::bytes::<1>(entropy);
            // The last bytes would make some letters likelier.
            if byte < 240
                && let Some(letter) = LETTERS.get(usize::from(byte) % LETTERS.len())
            {
                code.push(char::from(*letter));
            }
        }
        Self(code)
    }

    /// Reads what somebody typed: in any case, with hyphens and spaces anywhere.
    pub fn parse(typed: &str) -> Option<Self> {
        let code: String = typed
            .chars()
            .filter(|c| {
                !c.is_whitespace() && !matches!(c, '-' | '_' | '.' | '\u{2010}'..='\u{2015}')
            })
            .take(LENGTH + 1)
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let fits = code.len() == LENGTH && code.bytes().all(|letter| LETTERS.contains(&letter));
        fits.then_some(Self(code))
    }

    /// The letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it is shown: `WDJB-MJHT`.
    pub fn shown(&self) -> String {
        let (front, back) = self.0.split_at(LENGTH / 2);
        format!("{front}-{back}")
    }
}

#[cfg(test)]
mod tests {
    use super::{LETTERS, UserCode};
    use crate::entropy::SeededEntropy;

    #[test]
    fn codes_are_read_as_people_type_them() {
        let entropy = SeededEntropy::new(1);
        for _ in 0..50 {
            let code = UserCode::new(&entropy);
            assert_eq!(code.shown().len(), 9);
            let typed = format!(" {} ", code.shown().to_lowercase().replace('-', " – "));
            assert!(UserCode::parse(&typed).is_some_and(|read| read == code));
        }
        for wrong in [
            "",
            "BCDFGHJ",
            "BCDFGHJKL",
            "BCDFGHJA",
            "BCDF-GHJ1",
            "BCDFGHJÄ",
        ] {
            assert!(UserCode::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn every_letter_is_as_likely() {
        let entropy = SeededEntropy::new(2);
        let all: String = (0..2000)
            .map(|_| UserCode::new(&entropy).as_str().to_owned())
            .collect();
        for letter in LETTERS {
            let count = all.bytes().filter(|other| other == letter).count();
            assert!((650..950).contains(&count), "{letter}: {count}");
        }
    }
}
