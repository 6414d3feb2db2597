//! What keeps the store itself in order.

use super::samples::{
    DAY, HOUR, NOW, after, begins, grant, grant_id, session, session_id, with_grants,
};
use crate::model::{Grant, Session, TokenId};
use crate::store::{Revisions, Store, StoreError, Swept};
use uuid::Uuid;

pub async fn the_deployment_keeps_its_identifier(store: &dyn Store) {
    let id = store.deployment_id().await.unwrap();
    assert_ne!(id, [0; 16]);
    assert_eq!(store.deployment_id().await.unwrap(), id);
}

pub async fn an_empty_store_is_at_revision_zero(store: &dyn Store) {
    assert_eq!(store.revisions().await.unwrap(), Revisions::default());
}

pub async fn a_sweep_takes_what_has_expired(store: &dyn Store) {
    let token = TokenId(Uuid::from_u128(1));
    let long = Session {
        expires_at: NOW.plus(DAY * 30),
        ..session(2)
    };
    for session in [session(1), long] {
        store.begin_session(begins(session)).await.unwrap();
    }
    store.end_session(session_id(1), NOW).await.unwrap();
    store.count_attempt([1; 32], NOW, HOUR).await.unwrap();
    let revoked = store.revoke_access_token(token, NOW.plus(HOUR));
    revoked.await.unwrap();
    let long = Grant {
        expires_at: NOW.plus(DAY * 30),
        ..grant(1)
    };
    with_grants(store, [long, grant(2)]).await;

    let at_first = store.sweep(NOW, 10).await.unwrap();
    assert_eq!(at_first, Swept::default());
    assert!(store.is_access_token_revoked(token).await.unwrap());

    let swept = store.sweep(NOW.plus(DAY), 10).await.unwrap();
    assert_eq!((swept.rows, swept.more), (4, false));
    assert!(store.grant(grant_id(1)).await.unwrap().is_some());
    assert!(store.grant(grant_id(2)).await.unwrap().is_none());
    assert!(store.session(session_id(1)).await.unwrap().is_none());
    assert!(store.session(session_id(2)).await.unwrap().is_some());
    assert!(!store.is_access_token_revoked(token).await.unwrap());

    let late = store.sweep(NOW.plus(DAY * 31), 10).await.unwrap();
    assert_eq!(late.rows, 2);
}

pub async fn a_sweep_is_bounded_and_takes_the_oldest(store: &dyn Store) {
    let expiring = |(n, seconds)| Grant {
        expires_at: after(seconds),
        ..grant(n)
    };
    let grants = [(1, 30), (2, 10), (3, 20)].map(expiring);
    with_grants(store, grants).await;

    let swept = store.sweep(after(60), 2).await.unwrap();
    assert_eq!((swept.rows, swept.more), (2, true));
    assert!(store.grant(grant_id(1)).await.unwrap().is_some());
    let rest = store.sweep(after(60), 2).await.unwrap();
    assert_eq!((rest.rows, rest.more), (1, false));
}

pub async fn answers_a_ping(store: &dyn Store) {
    store.ping().await.unwrap();
}

pub async fn a_closed_store_fails(store: &dyn Store) {
    store.close().await;
    store.close().await;
    let write = store.redeem(grant(1)).await;
    assert!(matches!(write, Err(StoreError::Database(_))));
    let read = store.grant(grant_id(1)).await;
    assert!(matches!(read, Err(StoreError::Database(_))));
    assert!(store.ping().await.is_err());
}
