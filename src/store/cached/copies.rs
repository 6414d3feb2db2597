//! Copies of one kind, and the rule that none outlives the change of its original.

use crate::store::Result;
use moka::sync::Cache;
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long a copy may serve at most, whatever happens.
const LONGEST: Duration = Duration::from_mins(5);

/// Counts changes, so that a read that began before one does not leave its copy behind.
#[derive(Debug, Default)]
pub struct Epoch(AtomicU64);

impl Epoch {
    /// A change is on disk. Comes before copies are removed.
    pub fn pass(&self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }

    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Copies of one kind.
pub struct Copies<K, V>(Cache<K, V>);

impl<K, V> Copies<K, V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// At most so many.
    pub fn new(most: u64) -> Self {
        Self(
            Cache::builder()
                .max_capacity(most)
                .time_to_live(LONGEST)
                .build(),
        )
    }

    /// The copy under `key`, or what `read` brings. What is not there is not remembered.
    pub async fn get(
        &self,
        epoch: &Epoch,
        key: &K,
        read: impl Future<Output = Result<Option<V>>>,
    ) -> Result<Option<V>> {
        if let Some(copy) = self.0.get(key) {
            return Ok(Some(copy));
        }
        let began = epoch.now();
        let value = read.await?;
        if let Some(value) = &value {
            self.0.insert(key.clone(), value.clone());
            // A change in between removed what was there before; it must take this copy too.
            if epoch.now() != began {
                self.0.invalidate(key);
            }
        }
        Ok(value)
    }

    /// Removes one copy.
    pub fn remove(&self, key: &K) {
        self.0.invalidate(key);
    }

    /// Removes all copies.
    pub fn clear(&self) {
        self.0.invalidate_all();
    }
}
