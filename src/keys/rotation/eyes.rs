//! Who has seen a key, and for whom a switch waits. Pure.

use crate::clock::Timestamp;
use crate::model::{KeyReader, SigningKey};
use std::time::Duration;

/// Whoever comes back after so long is known to come; before, it may be anybody who was curious.
const COMES_BACK: Duration = Duration::from_mins(10);
/// Whoever has not come for so long is not waited for.
const FORGOTTEN: Duration = Duration::from_hours(7 * 24);
/// By then every node publishes a key.
const PUBLISHED: Duration = Duration::from_secs(2);

/// Whoever fetches the published keys.
#[derive(Clone, Debug, Default)]
pub struct Eyes(pub Vec<KeyReader>);

impl Eyes {
    /// Those that have fetched the keys since `key` was published.
    pub fn aware_of(&self, key: &SigningKey) -> impl Iterator<Item = &KeyReader> {
        self.0.iter().filter(move |reader| has_seen(reader, key))
    }

    /// Those that are known to come again and again and have not come since `key` was published.
    pub fn unaware_of(&self, key: &SigningKey, now: Timestamp) -> impl Iterator<Item = &KeyReader> {
        let known = self.0.iter().filter(move |reader| is_known(reader, now));
        known.filter(move |reader| !has_seen(reader, key))
    }
}

/// Whether `reader` has fetched the keys since `key` was published.
pub fn has_seen(reader: &KeyReader, key: &SigningKey) -> bool {
    reader.last_seen_at >= key.published_at.plus(PUBLISHED)
}

fn is_known(reader: &KeyReader, now: Timestamp) -> bool {
    reader.last_seen_at.since(reader.first_seen_at) >= COMES_BACK
        && now.since(reader.last_seen_at) < FORGOTTEN
}
