//! Failures of all accounts together: somebody who tries one password at every account, from many
//! addresses, stays below the limits of each. Kept in memory, so that guessing writes nothing more.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// How many failures of all accounts together are free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// So many at once; as many again within [`Bounds::window`].
    pub failures: u32,
    /// How long it takes until all of them are forgotten.
    pub window: Duration,
}

impl Bounds {
    fn window_millis(self) -> i64 {
        i64::try_from(self.window.as_millis()).unwrap_or(i64::MAX)
    }

    /// How long it takes until one failure is forgotten.
    fn step(self) -> i64 {
        self.window_millis() / i64::from(self.failures.max(1))
    }

    /// How long an attempt at `now` waits while failures are remembered until `until`, in Unix
    /// milliseconds.
    fn wait(self, until: i64, now: i64) -> Option<Duration> {
        let over = until
            .saturating_sub(now)
            .saturating_sub(self.window_millis());
        // A clock that was set back must not prolong the wait.
        let over = over.saturating_add(self.step()).min(self.step());
        (over > 0).then(|| Duration::from_millis(u64::try_from(over).unwrap_or(0)))
    }

    /// Until when failures are remembered after one more at `now`.
    fn after(self, until: i64, now: i64) -> i64 {
        let most = now.saturating_add(self.window_millis());
        until.max(now).saturating_add(self.step()).min(most)
    }
}

/// The failures of all accounts together. One for the process.
#[derive(Debug)]
pub struct Spraying {
    bounds: Bounds,
    until: AtomicI64,
}

impl Spraying {
    /// No failure yet.
    pub const fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            until: AtomicI64::new(i64::MIN),
        }
    }

    /// One with the same bounds, and no failure yet.
    #[must_use]
    pub const fn again(&self) -> Self {
        Self::new(self.bounds)
    }

    /// How long somebody who is not known here waits at `now`, in Unix milliseconds; nothing while
    /// there are few failures. Some always get through, so that nobody is shut out.
    pub fn wait(&self, now: i64) -> Option<Duration> {
        self.bounds.wait(self.until.load(Ordering::Relaxed), now)
    }

    /// Counts a failure at `now`.
    pub fn note(&self, now: i64) {
        let after = |until| Some(self.bounds.after(until, now));
        let order = Ordering::Relaxed;
        // It fails only where the function gives nothing.
        let _ = self.until.fetch_update(order, order, after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds {
        failures: 10,
        window: Duration::from_secs(100),
    };

    fn after_failures(count: usize, now: i64) -> Spraying {
        let spraying = Spraying::new(BOUNDS);
        for _ in 0..count {
            spraying.note(now);
        }
        spraying
    }

    #[test]
    fn few_failures_slow_nobody() {
        assert_eq!(Spraying::new(BOUNDS).wait(0), None);
        assert_eq!(after_failures(9, 0).wait(0), None);
        assert_eq!(after_failures(10, 0).wait(0), Some(Duration::from_secs(10)));
    }

    #[test]
    fn one_attempt_gets_through_after_each_step() {
        let spraying = after_failures(1000, 0);
        assert_eq!(spraying.wait(9_000), Some(Duration::from_secs(1)));
        assert_eq!(spraying.wait(10_000), None);
        spraying.note(10_000);
        assert!(spraying.wait(10_000).is_some());
        assert_eq!(spraying.wait(20_000), None);
        // After a quiet window all of them are free again.
        for _ in 0..9 {
            spraying.note(200_000);
        }
        assert_eq!(spraying.wait(200_000), None);
    }

    #[test]
    fn a_clock_that_was_set_back_shuts_nobody_out() {
        let spraying = after_failures(1000, 1_000_000_000);
        let wait = spraying.wait(0).unwrap();
        assert!(wait <= Duration::from_secs(10), "{wait:?}");
        spraying.note(0);
        assert_eq!(spraying.wait(10_000), None);
    }
}
