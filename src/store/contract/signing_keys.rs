//! Signing keys.

use super::samples::{after, key, put};
use crate::model::{KeyState, PastKey, SealedKey, SigningKey};
use crate::oidc::SigningAlgorithm;
use crate::store::{KeyChange, Store};
use futures_util::future::join_all;

pub async fn keys_come_back_oldest_first(store: &dyn Store) {
    let keys: Vec<_> = (0..)
        .zip(SigningAlgorithm::ALL)
        .map(|(n, algorithm)| SigningKey {
            algorithm,
            ..key(n)
        })
        .collect();
    let changes = keys.iter().rev().cloned().map(put).collect();
    assert!(store.change_signing_keys(0, changes).await.unwrap());
    assert_eq!(store.signing_keys().await.unwrap(), keys);
    assert_eq!(store.revisions().await.unwrap().keys, 1);
}

pub async fn keys_are_changed_and_removed(store: &dyn Store) {
    let all = [1, 2].map(key).map(put).to_vec();
    assert!(store.change_signing_keys(0, all).await.unwrap());
    let retired = SigningKey {
        state: KeyState::Retired,
        sealed: SealedKey(vec![9]),
        gone_at: Some(after(900)),
        ..key(1)
    };
    let changes = vec![put(retired.clone()), KeyChange::Remove(key(2).kid)];
    assert!(store.change_signing_keys(1, changes).await.unwrap());
    assert_eq!(store.signing_keys().await.unwrap(), [retired]);
    assert_eq!(store.gone_keys().await.unwrap(), [key(2).kid]);
    let revisions = store.revisions().await.unwrap();
    assert_eq!((revisions.keys, revisions.clients), (2, 0));
}

pub async fn public_halves_are_kept_until_they_are_forgotten(store: &dyn Store) {
    let past = |n: u8| PastKey {
        kid: key(n.into()).kid,
        algorithm: SigningAlgorithm::EdDSA,
        public: vec![n, 0, 255],
        until: after(n.into()),
    };
    let kept = [2, 1].map(past).map(KeyChange::Remember).to_vec();
    assert!(store.change_signing_keys(0, kept).await.unwrap());
    assert_eq!(store.past_keys().await.unwrap(), [past(1), past(2)]);
    assert_eq!(store.signing_keys().await.unwrap(), []);
    let changes = vec![KeyChange::Forget(key(1).kid)];
    assert!(!store.change_signing_keys(0, changes.clone()).await.unwrap());
    assert!(store.change_signing_keys(1, changes).await.unwrap());
    assert_eq!(store.past_keys().await.unwrap(), [past(2)]);
}

pub async fn a_change_at_an_old_revision_does_nothing(store: &dyn Store) {
    let first = vec![put(key(1))];
    assert!(store.change_signing_keys(0, first).await.unwrap());
    let late = vec![put(key(2)), KeyChange::Remove(key(1).kid)];
    assert!(!store.change_signing_keys(0, late).await.unwrap());
    assert_eq!(store.signing_keys().await.unwrap(), [key(1)]);
    assert_eq!(store.revisions().await.unwrap().keys, 1);
}

pub async fn one_of_many_changes_happens(store: &dyn Store) {
    let changes = (0..8).map(|n| store.change_signing_keys(0, vec![put(key(n))]));
    let done = join_all(changes).await;
    assert_eq!(
        done.into_iter()
            .filter(|did| matches!(did, Ok(true)))
            .count(),
        1
    );
    assert_eq!(store.signing_keys().await.unwrap().len(), 1);
}
