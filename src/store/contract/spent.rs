//! What may be used once.

use super::samples::{NOW, after};
use crate::store::Store;

pub async fn a_first_use_is_told_from_the_next(store: &dyn Store) {
    assert!(!store.is_spent([1; 32]).await.unwrap());
    assert!(store.spend([1; 32], after(60)).await.unwrap());
    assert!(store.is_spent([1; 32]).await.unwrap());
    assert!(!store.spend([1; 32], after(90)).await.unwrap());
    assert!(store.spend([2; 32], after(60)).await.unwrap());
}

pub async fn one_of_many_uses_is_first(store: &dyn Store) {
    let uses = (0..16).map(|_| store.spend([3; 32], after(60)));
    let uses = futures_util::future::join_all(uses).await;
    let first = uses.into_iter().filter(|first| *first.as_ref().unwrap());
    assert_eq!(first.count(), 1);
}

pub async fn a_use_is_forgotten_after_its_time(store: &dyn Store) {
    store.spend([4; 32], after(60)).await.unwrap();
    store.spend([5; 32], after(61)).await.unwrap();
    store.sweep(NOW, 100).await.unwrap();
    assert!(store.is_spent([4; 32]).await.unwrap());
    // The clock may have been ahead.
    store.sweep(after(61), 100).await.unwrap();
    assert!(store.is_spent([4; 32]).await.unwrap(), "security O6");
    store.sweep(after(661), 100).await.unwrap();
    assert!(!store.is_spent([4; 32]).await.unwrap());
    assert!(!store.is_spent([5; 32]).await.unwrap());
}
