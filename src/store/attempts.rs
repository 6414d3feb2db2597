//! Bounded counters of failed sign-ins: all that an unauthenticated request may write.

use super::Result;
use crate::clock::Timestamp;
use async_trait::async_trait;
use std::time::Duration;

/// Counters of attempts, under the hash of what they count for.
#[async_trait]
pub trait Attempts {
    /// Counts one attempt and returns, in the same write, how many there were before it within
    /// `window` of the last one, and when the last one was. A counter that was quiet for longer
    /// than `window` starts again.
    async fn count_attempt(
        &self,
        key: [u8; 32],
        now: Timestamp,
        window: Duration,
    ) -> Result<AttemptCount>;

    /// The counter as it is, without counting.
    async fn attempts(
        &self,
        key: [u8; 32],
        now: Timestamp,
        window: Duration,
    ) -> Result<AttemptCount>;

    /// Counts one attempt less: it was not looked at.
    async fn take_attempt_back(&self, key: [u8; 32]) -> Result<()>;

    /// Forgets the counters.
    async fn clear_attempts(&self, keys: Vec<[u8; 32]>) -> Result<()>;
}

/// What a counter shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AttemptCount {
    /// Failures before this attempt.
    pub failures: i64,
    /// When the last of them was.
    pub last_at: Timestamp,
}
