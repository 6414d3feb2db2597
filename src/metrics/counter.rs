//! A number that rises.

use super::shard::{self, SHARDS};
use std::sync::atomic::{AtomicU64, Ordering};

/// On a cache line of its own.
#[derive(Debug, Default)]
#[repr(align(64))]
struct Padded(AtomicU64);

/// A number that rises, from any thread and without waiting.
#[derive(Debug, Default)]
pub struct Counter([Padded; SHARDS]);

impl Counter {
    /// One more.
    pub fn note(&self) {
        if let Some(own) = self.0.get(shard::own()) {
            own.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many so far.
    pub fn total(&self) -> u64 {
        let shards = self.0.iter();
        shards.map(|own| own.0.load(Ordering::Relaxed)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Counter;

    #[test]
    fn nothing_is_lost_between_threads() {
        let counter = Counter::default();
        std::thread::scope(|scope| {
            for _ in 0..10 {
                scope.spawn(|| (0..1000).for_each(|_| counter.note()));
            }
        });
        assert_eq!(counter.total(), 10_000);
    }
}
