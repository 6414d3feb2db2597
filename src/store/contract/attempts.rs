//! Counters of failed attempts.

use super::samples::{HOUR, NOW, after};
use crate::store::{AttemptCount, Store};

const KEY: [u8; 32] = [1; 32];
const OTHER: [u8; 32] = [2; 32];

pub async fn counts_what_came_before(store: &dyn Store) {
    let first = store.count_attempt(KEY, NOW, HOUR).await.unwrap();
    assert_eq!(first, AttemptCount::default());
    let second = store.count_attempt(KEY, after(5), HOUR).await.unwrap();
    assert_eq!((second.failures, second.last_at), (1, NOW));
    let third = store.count_attempt(KEY, after(9), HOUR).await.unwrap();
    assert_eq!((third.failures, third.last_at), (2, after(5)));
    let other = store.count_attempt(OTHER, after(9), HOUR).await.unwrap();
    assert_eq!(other.failures, 0);
}

pub async fn a_quiet_window_starts_again(store: &dyn Store) {
    store.count_attempt(KEY, NOW, HOUR).await.unwrap();
    let at_its_end = store.count_attempt(KEY, after(3600), HOUR).await.unwrap();
    assert_eq!(at_its_end.failures, 1);
    let later = after(3600 + 3601);
    assert_eq!(
        store.attempts(KEY, later, HOUR).await.unwrap(),
        AttemptCount::default()
    );
    let again = store.count_attempt(KEY, later, HOUR).await.unwrap();
    assert_eq!(again, AttemptCount::default());
    assert_eq!(store.attempts(KEY, later, HOUR).await.unwrap().failures, 1);
}

pub async fn looking_does_not_count(store: &dyn Store) {
    store.count_attempt(KEY, NOW, HOUR).await.unwrap();
    for _ in 0..3 {
        let seen = store.attempts(KEY, after(1), HOUR).await.unwrap();
        assert_eq!((seen.failures, seen.last_at), (1, NOW));
    }
    let unknown = store.attempts(OTHER, NOW, HOUR).await.unwrap();
    assert_eq!(unknown, AttemptCount::default());
}

pub async fn an_attempt_that_was_not_looked_at_is_taken_back(store: &dyn Store) {
    store.count_attempt(KEY, NOW, HOUR).await.unwrap();
    store.count_attempt(KEY, after(5), HOUR).await.unwrap();
    for failures in [1, 0, 0] {
        store.take_attempt_back(KEY).await.unwrap();
        let seen = store.attempts(KEY, after(6), HOUR).await.unwrap();
        assert_eq!(seen.failures, failures);
    }
    store.take_attempt_back(OTHER).await.unwrap();
    let next = store.count_attempt(KEY, after(7), HOUR).await.unwrap();
    assert_eq!(next.failures, 0);
}

pub async fn cleared_counters_start_again(store: &dyn Store) {
    store.count_attempt(KEY, NOW, HOUR).await.unwrap();
    store.count_attempt(OTHER, NOW, HOUR).await.unwrap();
    store.clear_attempts(vec![KEY, [9; 32]]).await.unwrap();
    let cleared = store.attempts(KEY, NOW, HOUR).await.unwrap();
    assert_eq!(cleared, AttemptCount::default());
    assert_eq!(store.attempts(OTHER, NOW, HOUR).await.unwrap().failures, 1);
}
