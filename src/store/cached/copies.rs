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
    standing: u64,
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
            && copy.standing == copy.value.standing(marks)
        {
            return Ok(Some(copy.value));
        }
        let began = marks.all();
        let found = read.await?;
        if let Some(value) = &found {
            let standing = value.standing(marks);
            // A change in between may have come after the read: its mark must not be taken for seen.
            if marks.all() == began {
                let value = value.clone();
                self.0.insert(key.clone(), Copied { value, standing });
            }
        }
        Ok(found)
    }
}
