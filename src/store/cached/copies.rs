//! Copies of one kind, and the rule that none outlives the change of its original.

use crate::store::Result;
use moka::sync::Cache;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long a copy may serve at most, whatever happens.
const LONGEST: Duration = Duration::from_mins(5);

/// So many counters of changes share the keys.
const COUNTERS: usize = 64;

/// Copies of one kind.
pub struct Copies<K, V> {
    kept: Cache<K, V>,
    /// Changes of everything at once.
    all: AtomicU64,
    /// Changes of single originals, counted together where their keys share a counter.
    single: [AtomicU64; COUNTERS],
    hasher: RandomState,
}

/// Where the counters of one key stood, so that what was read before a change does not stay behind
/// as a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    all: u64,
    single: u64,
}

impl<K, V> Copies<K, V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// At most so many.
    pub fn new(most: u64) -> Self {
        Self {
            kept: Cache::builder()
                .max_capacity(most)
                .time_to_live(LONGEST)
                .build(),
            all: AtomicU64::new(0),
            single: [const { AtomicU64::new(0) }; COUNTERS],
            hasher: RandomState::new(),
        }
    }

    /// The copy under `key`, or what `read` brings. What is not there is not remembered.
    pub async fn get(
        &self,
        key: &K,
        read: impl Future<Output = Result<Option<V>>>,
    ) -> Result<Option<V>> {
        if let Some(copy) = self.kept.get(key) {
            return Ok(Some(copy));
        }
        let began = self.mark(key);
        let value = read.await?;
        if let Some(value) = &value {
            self.keep(key, value.clone(), began);
        }
        Ok(value)
    }

    /// Where `key` stands before its original is changed.
    pub fn mark(&self, key: &K) -> Mark {
        Mark {
            all: self.all.load(Ordering::SeqCst),
            single: self.counter(key).load(Ordering::SeqCst),
        }
    }

    /// The original has been changed to `value`; `began` was marked before.
    pub fn replace(&self, key: &K, value: V, began: Mark) {
        self.counter(key).fetch_add(1, Ordering::SeqCst);
        let only_this = Mark {
            single: began.single.wrapping_add(1),
            ..began
        };
        self.keep(key, value, only_this);
    }

    /// Removes one copy: its original has changed.
    pub fn remove(&self, key: &K) {
        self.counter(key).fetch_add(1, Ordering::SeqCst);
        self.kept.invalidate(key);
    }

    /// Removes all copies: any original may have changed.
    pub fn clear(&self) {
        self.all.fetch_add(1, Ordering::SeqCst);
        self.kept.invalidate_all();
    }

    /// Keeps `value` unless there was a change since `began`.
    fn keep(&self, key: &K, value: V, began: Mark) {
        self.kept.insert(key.clone(), value);
        // A change in between removed what was there before; it must take this copy too.
        if self.mark(key) != began {
            self.kept.invalidate(key);
        }
    }

    fn counter(&self, key: &K) -> &AtomicU64 {
        let [first, ..] = &self.single;
        let [place, ..] = self.hasher.hash_one(key).to_le_bytes();
        self.single
            .get(usize::from(place) % COUNTERS)
            .unwrap_or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::Copies;

    /// What a look brings, whose original says 9.
    async fn look(copies: &Copies<u8, u8>) -> u8 {
        copies
            .get(&1, async { Ok(Some(9)) })
            .await
            .unwrap()
            .unwrap()
    }

    #[tokio::test]
    async fn a_replacement_serves() {
        let copies = Copies::new(10);
        let began = copies.mark(&1);
        copies.replace(&1, 5, began);
        assert_eq!(look(&copies).await, 5);
    }

    #[tokio::test]
    async fn a_replacement_older_than_a_later_change_does_not_serve() {
        let changes: [fn(&Copies<u8, u8>); 2] = [|copies| copies.remove(&1), Copies::clear];
        for change in changes {
            let copies = Copies::new(10);
            let began = copies.mark(&1);
            change(&copies);
            copies.replace(&1, 5, began);
            assert_eq!(look(&copies).await, 9);
        }
    }

    #[tokio::test]
    async fn what_was_read_before_a_change_does_not_stay() {
        let copies = Copies::new(10);
        let read = async {
            copies.remove(&1);
            Ok(Some(5))
        };
        assert_eq!(copies.get(&1, read).await.unwrap(), Some(5));
        assert_eq!(look(&copies).await, 9);
    }
}
