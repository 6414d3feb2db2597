//! Copies of what was fetched, bounded; one call at a time for each address.

use super::{Accept, Document, FetchError};
use quick_cache::Weighter;
use quick_cache::sync::{Cache, EntryAction, EntryResult};
use std::sync::Arc;
use std::time::Duration;

/// Bytes kept in all.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// Copies kept, about.
const MOST: usize = 1_000;
/// What a copy takes beside its body.
const OVERHEAD: u64 = 512;
/// How long a failure is remembered, and how often an address is called at most, in milliseconds.
const INTERVAL: i64 = 5_000;

type Key = (String, Accept);

/// What the last call brought.
#[derive(Clone)]
struct Copy {
    outcome: Result<Arc<Document>, FetchError>,
    called_at: i64,
    good_until: i64,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Key, Copy> for ByBytes {
    fn weight(&self, (url, _): &Key, copy: &Copy) -> u64 {
        let body = copy.outcome.as_ref().map_or(0, |found| found.body.len());
        OVERHEAD + url.len() as u64 + body as u64
    }
}

/// The copies.
pub struct Copies(Cache<Key, Copy, ByBytes>);

impl Default for Copies {
    fn default() -> Self {
        Self(Cache::with_weighter(MOST, MOST_BYTES, ByBytes))
    }
}

impl Copies {
    /// The copy while it is good, or what `fetch` brings.
    pub async fn get<F>(
        &self,
        url: &str,
        accept: Accept,
        now: impl Fn() -> i64,
        fetch: impl FnOnce() -> F,
    ) -> Result<Arc<Document>, FetchError>
    where
        F: Future<Output = Result<Document, FetchError>>,
    {
        let good = |copy: &Copy, now| (copy.called_at..copy.good_until).contains(&now);
        self.look((url.to_owned(), accept), good, now, fetch).await
    }

    /// The copy if it is but a moment old, or what `fetch` brings.
    pub async fn get_anew<F>(
        &self,
        url: &str,
        accept: Accept,
        now: impl Fn() -> i64,
        fetch: impl FnOnce() -> F,
    ) -> Result<Arc<Document>, FetchError>
    where
        F: Future<Output = Result<Document, FetchError>>,
    {
        let good = |copy: &Copy, now| (copy.called_at..copy.called_at + INTERVAL).contains(&now);
        self.look((url.to_owned(), accept), good, now, fetch).await
    }

    async fn look<F>(
        &self,
        key: Key,
        good: impl Fn(&Copy, i64) -> bool,
        now: impl Fn() -> i64,
        fetch: impl FnOnce() -> F,
    ) -> Result<Arc<Document>, FetchError>
    where
        F: Future<Output = Result<Document, FetchError>>,
    {
        let found = self.0.entry_async(&key, |_, copy| {
            if good(copy, now()) {
                EntryAction::Retain(copy.outcome.clone())
            } else {
                EntryAction::ReplaceWithGuard
            }
        });
        let (guard, before) = match found.await {
            EntryResult::Retained(outcome) => return outcome,
            EntryResult::Vacant(guard) => (guard, None),
            EntryResult::Replaced(guard, before) => (guard, Some(before)),
            EntryResult::Removed(..) | EntryResult::Timeout => return Err(FetchError::Busy),
        };
        let copy = Copy::of(fetch().await, before, now());
        let outcome = copy.outcome.clone();
        // One that is not kept is fetched again next time.
        let _ = guard.insert(copy);
        outcome
    }
}

impl Copy {
    /// What to keep of a call. A good copy outlives a failure.
    fn of(outcome: Result<Document, FetchError>, before: Option<Self>, now: i64) -> Self {
        let before = before.filter(|before| before.outcome.is_ok() && now < before.good_until);
        match (outcome, before) {
            (Ok(found), _) => Self {
                good_until: now.saturating_add(millis(found.lifetime)),
                outcome: Ok(Arc::new(found)),
                called_at: now,
            },
            (Err(_), Some(before)) => Self {
                called_at: now,
                ..before
            },
            (Err(error), None) => Self {
                outcome: Err(error),
                called_at: now,
                good_until: now.saturating_add(INTERVAL),
            },
        }
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Copies, Document, FetchError};
    use std::cell::Cell;
    use std::time::Duration;

    const URL: &str = "https://app.example/jwks";

    struct Case {
        copies: Copies,
        calls: Cell<u32>,
        now: Cell<i64>,
    }

    impl Case {
        fn new() -> Self {
            Self {
                copies: Copies::default(),
                calls: Cell::new(0),
                now: Cell::new(1_000_000),
            }
        }

        async fn fetch(&self, fails: bool) -> Result<Document, FetchError> {
            self.calls.set(self.calls.get() + 1);
            tokio::task::yield_now().await;
            if fails {
                return Err(FetchError::Status(500));
            }
            Ok(Document {
                body: self.calls.get().to_string().into(),
                lifetime: Duration::from_mins(1),
            })
        }

        async fn get(&self, fails: bool) -> Option<String> {
            let now = || self.now.get();
            let fetch = || self.fetch(fails);
            text(self.copies.get(URL, super::super::JSON, now, fetch).await)
        }

        async fn anew(&self, fails: bool) -> Option<String> {
            let now = || self.now.get();
            let fetch = || self.fetch(fails);
            text(
                self.copies
                    .get_anew(URL, super::super::JSON, now, fetch)
                    .await,
            )
        }

        fn wait(&self, millis: i64) {
            self.now.set(self.now.get() + millis);
        }
    }

    fn text(outcome: Result<std::sync::Arc<Document>, FetchError>) -> Option<String> {
        let found = outcome.ok()?;
        Some(String::from_utf8(found.body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_copy_serves_for_its_lifetime() {
        let case = Case::new();
        assert_eq!(case.get(false).await.as_deref(), Some("1"));
        case.wait(59_999);
        assert_eq!(case.get(true).await.as_deref(), Some("1"));
        case.wait(1);
        assert_eq!(case.get(false).await.as_deref(), Some("2"));
    }

    #[tokio::test]
    async fn a_failure_is_remembered_for_five_seconds() {
        let case = Case::new();
        assert_eq!(case.get(true).await, None);
        case.wait(4_999);
        assert_eq!(case.get(false).await, None);
        assert_eq!(case.anew(false).await, None);
        assert_eq!(case.calls.get(), 1);
        case.wait(1);
        assert_eq!(case.get(false).await.as_deref(), Some("2"));
    }

    #[tokio::test]
    async fn protocol_91_fetching_anew_has_a_minimum_interval() {
        let case = Case::new();
        assert_eq!(case.get(false).await.as_deref(), Some("1"));
        case.wait(4_999);
        assert_eq!(case.anew(false).await.as_deref(), Some("1"));
        case.wait(1);
        assert_eq!(case.anew(false).await.as_deref(), Some("2"));
        case.wait(5_000);
        assert_eq!(case.anew(true).await.as_deref(), Some("2"), "still good");
        assert_eq!(case.calls.get(), 3);
    }

    #[tokio::test]
    async fn all_who_ask_at_once_wait_for_one_call() {
        let case = Case::new();
        let (a, b, c) = tokio::join!(case.get(false), case.get(false), case.anew(false));
        assert_eq!(
            (a, b, c),
            (Some("1".into()), Some("1".into()), Some("1".into()))
        );
        assert_eq!(case.calls.get(), 1);
    }
}
