//! Copies of one kind, and the rule that none outlives the change of its original.

use super::marks::{Marks, Original};
use crate::store::Result;
use moka::sync::Cache;
use std::hash::Hash;
use std::time::Duration;

/// How long a copy may serve at most, whatever happens.
const LONGEST: Duration = Duration::from_mins(5);

#[derive(Clone)]
struct Copied<V> {
    value: V,
    /// The count of changes before it was read.
    read_at: u64,
}

/// Copies of one kind.
pub struct Copies<K, V>(Cache<K, Copied<V>>);

impl<K, V> Copies<K, V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Original + Clone + Send + Sync + 'static,
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

    /// The copy under `key` if it is good, or what `read` brings. What is not there is not
    /// remembered.
    pub async fn get(
        &self,
        marks: &Marks,
        key: &K,
        read: impl Future<Output = Result<Option<V>>>,
    ) -> Result<Option<V>> {
        if marks.are_fresh()
            && let Some(copy) = self.0.get(key)
            && copy.value.changed(marks) <= copy.read_at
        {
            return Ok(Some(copy.value));
        }
        let read_at = marks.count();
        let found = read.await?;
        if let Some(value) = &found {
            self.keep(key, value.clone(), read_at);
        }
        Ok(found)
    }

    /// Keeps `value`, which was read after the count of changes was `read_at`.
    pub fn keep(&self, key: &K, value: V, read_at: u64) {
        self.0.insert(key.clone(), Copied { value, read_at });
    }
}
