//! Copies of one kind, and the rule that none outlives the change of its original.

use super::marks::{Marks, Original};
use crate::store::Result;
use quick_cache::sync::Cache;
use std::hash::Hash;
use std::time::Duration;

/// How long a copy may serve at most, whatever happens.
const LONGEST: Duration = Duration::from_mins(5);

#[derive(Clone)]
struct Copied<V> {
    value: V,
    /// The count of changes before it was read.
    read_at: u64,
    /// When it was kept, by the clock of the marks.
    kept_at: Duration,
}

/// Copies of one kind. `V` is cheap to clone.
pub struct Copies<K, V>(Cache<K, Copied<V>>);

impl<K, V> Copies<K, V>
where
    K: Hash + Eq + Clone,
    V: Original + Clone,
{
    /// At most so many.
    pub fn new(most: usize) -> Self {
        Self(Cache::new(most))
    }

    /// The copy under `key` if it is good, or what `read` brings. What is not there is not
    /// remembered.
    pub async fn get<F>(
        &self,
        marks: &Marks,
        key: &K,
        read: impl FnOnce() -> F,
    ) -> Result<Option<V>>
    where
        F: Future<Output = Result<Option<V>>>,
    {
        if let Some(value) = self.good(marks, key) {
            return Ok(Some(value));
        }
        let read_at = marks.count();
        let found = read().await?;
        if let Some(value) = &found {
            self.keep(marks, key, value.clone(), read_at);
        }
        Ok(found)
    }

    /// Notes in the copy under `key`, if there is one, what is no change of the kind that ends
    /// copies. One that is not good any more does not become so.
    pub fn amend(&self, key: &K, change: impl FnOnce(&V) -> V) {
        if let Some(copy) = self.0.get(key) {
            let value = change(&copy.value);
            self.0.insert(key.clone(), Copied { value, ..copy });
        }
    }

    fn good(&self, marks: &Marks, key: &K) -> Option<V> {
        let now = marks.fresh_at()?;
        let copy = self.0.get(key)?;
        let young = now.saturating_sub(copy.kept_at) < LONGEST;
        (young && copy.value.changed(marks) <= copy.read_at).then_some(copy.value)
    }

    /// Keeps `value`, which was read after the count of changes was `read_at`.
    pub fn keep(&self, marks: &Marks, key: &K, value: V, read_at: u64) {
        let copied = Copied {
            value,
            read_at,
            kept_at: marks.age(),
        };
        self.0.insert(key.clone(), copied);
    }
}
