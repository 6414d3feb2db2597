//! What keeps the store itself in order.

use super::samples::{
    DAY, HOUR, NOW, after, begins, client_id, grant, grant_id, session, session_id, user_id,
    with_grants,
};
use crate::model::{Grant, Session, TokenId};
use crate::store::{Change, Changes, Revisions, Store, StoreError, Swept};
use futures_util::future::join_all;
use std::time::Duration;
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
    let short = Grant {
        expires_at: NOW.plus(HOUR),
        ..grant(2)
    };
    with_grants(store, [long, short]).await;

    let at_first = store.sweep(NOW, 10).await.unwrap();
    assert_eq!(at_first, Swept::default());
    assert!(store.is_access_token_revoked(token).await.unwrap());

    // The clock may have been ahead.
    let early = store.sweep(NOW.plus(HOUR), 10).await.unwrap();
    assert_eq!(early, Swept::default());
    assert!(
        store.is_access_token_revoked(token).await.unwrap(),
        "security O6"
    );

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
    let expiring = |(n, days)| Grant {
        expires_at: NOW.plus(DAY * days),
        ..grant(n)
    };
    let grants = [(1, 3), (2, 1), (3, 2)].map(expiring);
    with_grants(store, grants).await;

    let late = NOW.plus(DAY * 4);
    let swept = store.sweep(late, 2).await.unwrap();
    assert_eq!((swept.rows, swept.more), (2, true));
    assert!(store.grant(grant_id(1)).await.unwrap().is_some());
    let rest = store.sweep(late, 2).await.unwrap();
    assert_eq!((rest.rows, rest.more), (1, false));
}

pub async fn families_are_swept_by_whole_days(store: &dyn Store) {
    let midnight = NOW.minus(Duration::from_secs(NOW.0.rem_euclid(86_400).unsigned_abs()));
    let expires_at = midnight.plus(HOUR);
    with_grants(
        store,
        [Grant {
            expires_at,
            ..grant(1)
        }],
    )
    .await;
    let same_day = store.sweep(midnight.plus(HOUR * 23), 10).await.unwrap();
    assert_eq!(same_day.rows, 0);
    let next_day = store.sweep(midnight.plus(DAY), 10).await.unwrap();
    assert_eq!(next_day.rows, 1);
}

/// One who reads on; what has been told before may be told again.
struct Reader<'a> {
    store: &'a dyn Store,
    position: i64,
    known: Vec<Change>,
}

impl<'a> Reader<'a> {
    async fn of(store: &'a dyn Store) -> Self {
        let Changes { position, what } = store.changes(None).await.unwrap();
        assert_eq!(what, []);
        let known = Vec::new();
        Self {
            store,
            position,
            known,
        }
    }

    async fn news(&mut self) -> Vec<Change> {
        let mut changes = self.store.changes(Some(self.position)).await.unwrap();
        self.position = changes.position;
        changes.what.retain(|change| !self.known.contains(change));
        self.known.extend(&changes.what);
        changes.what
    }
}

pub async fn changes_are_told_from_where_one_stands(store: &dyn Store) {
    store.begin_session(begins(session(1))).await.unwrap();
    with_grants(store, [grant(1), grant(2)]).await;
    let mut reader = Reader::of(store).await;
    assert_eq!(reader.news().await, []);

    store.end_grant(grant_id(1), NOW).await.unwrap();
    let told = reader.news().await;
    assert_eq!(told, [Change::Grant(grant_id(1))]);

    let token = TokenId(Uuid::from_u128(1));
    store.revoke_access_token(token, after(9)).await.unwrap();
    store.end_session(session_id(1), NOW).await.unwrap();
    let told = reader.news().await;
    let expected = [Change::AccessToken(token), Change::Session(session_id(1))];
    assert_eq!(told, expected);
    assert_eq!(reader.news().await, []);

    store.redeem(grant(2).into()).await.unwrap();
    store.set_disabled(user_id(7), true, NOW).await.unwrap();
    store.remove_client(&client_id("app"), NOW).await.unwrap();
    let told = reader.news().await;
    let expected = [
        Change::Grant(grant_id(2)),
        Change::Person(user_id(7)),
        Change::Everybody,
    ];
    assert_eq!(told, expected);
}

pub async fn who_missed_too_many_changes_forgets_everybody(store: &dyn Store) {
    let mut reader = Reader::of(store).await;
    for part in 0..20 {
        let ending = (0..50).map(|n| store.end_grant(grant_id(part * 50 + n), NOW));
        for ended in join_all(ending).await {
            ended.unwrap();
        }
    }
    let told = reader.news().await;
    assert_eq!(told, [Change::Everybody]);
}

pub async fn answers_a_ping(store: &dyn Store) {
    store.ping().await.unwrap();
}

pub async fn a_closed_store_fails(store: &dyn Store) {
    store.close().await;
    store.close().await;
    let write = store.redeem(grant(1).into()).await;
    assert!(matches!(write, Err(StoreError::Database(_))));
    let read = store.grant(grant_id(1)).await;
    assert!(matches!(read, Err(StoreError::Database(_))));
    assert!(store.ping().await.is_err());
}
