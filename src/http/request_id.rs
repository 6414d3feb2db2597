//! The reference of a request, shown on error pages, in a header and in logs.

use crate::entropy::{self, Entropy};
use data_encoding::BASE32_NOPAD;
use std::cell::RefCell;
use std::fmt;

/// Random bytes of one reference.
const BYTES: usize = 10;
/// Bytes drawn at once: one call to the system is enough for fifty references.
const DRAWN: usize = 50 * BYTES;

/// Sixteen letters and digits that no other request has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId([u8; 16]);

thread_local! {
    /// What this thread has drawn and not given to a request.
    static POOL: RefCell<Vec<[u8; BYTES]>> = const { RefCell::new(Vec::new()) };
}

impl RequestId {
    /// A new one.
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut text = [0; 16];
        BASE32_NOPAD.encode_mut(&draw(entropy), &mut text);
        text.make_ascii_lowercase();
        Self(text)
    }

    /// Its letters as bytes.
    pub const fn bytes(&self) -> [u8; 16] {
        self.0
    }

    /// Its letters.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn draw(entropy: &dyn Entropy) -> [u8; BYTES] {
    POOL.with_borrow_mut(|pool| {
        if pool.is_empty() {
            let drawn: [u8; DRAWN] = entropy::bytes(entropy);
            pool.extend_from_slice(drawn.as_chunks().0);
        }
        pool.pop().unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SystemEntropy;
    use std::collections::HashSet;

    #[test]
    fn references_are_sixteen_letters_and_never_the_same() {
        let make = || (0..1_000).map(|_| RequestId::new(&SystemEntropy));
        let elsewhere = std::thread::spawn(move || make().collect::<Vec<_>>());
        let all: HashSet<_> = make().chain(elsewhere.join().unwrap()).collect();
        assert_eq!(all.len(), 2_000);
        for id in all {
            let text = id.to_string();
            assert_eq!(text.len(), 16);
            let usual = |c| matches!(c, 'a'..='z' | '2'..='7');
            assert!(text.chars().all(usual), "{text}");
        }
    }
}
