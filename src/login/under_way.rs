//! Attempts that are being looked at right now, so that simultaneous guesses from one address are
//! bounded although only failures are counted.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

type Key = [u8; 32];

/// How many attempts are under way, by the key of their counter. One for the process.
#[derive(Debug, Default)]
pub struct UnderWay(Mutex<HashMap<Key, u32>>);

impl UnderWay {
    /// Enters an attempt; it is under way until the place is dropped.
    pub fn enter(&self, key: Key) -> Place<'_> {
        let mut counts = self.counts();
        let count = counts.entry(key).or_default();
        let before = *count;
        *count = before.saturating_add(1);
        Place {
            all: self,
            key,
            before,
        }
    }

    fn leave(&self, key: Key) {
        let mut counts = self.counts();
        if let Some(count) = counts.get_mut(&key) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(&key);
            }
        }
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<Key, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One attempt under way.
#[derive(Debug)]
pub struct Place<'a> {
    all: &'a UnderWay,
    key: Key,
    before: u32,
}

impl Place<'_> {
    /// How many attempts were under way when this one came.
    pub const fn before(&self) -> u32 {
        self.before
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.all.leave(self.key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_by_key_and_given_back() {
        let under_way = UnderWay::default();
        let first = under_way.enter([1; 32]);
        let second = under_way.enter([1; 32]);
        let other = under_way.enter([2; 32]);
        assert_eq!((first.before(), second.before(), other.before()), (0, 1, 0));
        drop(first);
        assert_eq!(under_way.enter([1; 32]).before(), 1);
        drop((second, other));
        assert!(under_way.counts().is_empty());
    }
}
