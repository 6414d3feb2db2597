//! A store with memory promises what any store does, and notices what others change.

use super::Cached;
use crate::clock::Timestamp;
use crate::entropy::SystemEntropy;
use crate::model::{Ended, Grant, Session, User};
use crate::store::contract::samples::{
    HOUR, account, after, begins, change, client, client_id, grant, grant_id, session, session_id,
    user, user_id,
};
use crate::store::sql::sqlite::Sql;
use crate::store::{
    Clients, Directory, Endings, Grants, Housekeeping, Rotation, Sessions, Store, Users,
};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

async fn open(folder: &TempDir) -> Sql {
    let path = folder.path().join("signet.db");
    Sql::open(&path, &SystemEntropy).await.unwrap()
}

async fn empty() -> (Cached<Sql>, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = Cached::new(open(&folder).await).await.unwrap();
    (store, folder)
}

mod contract {
    crate::store::contract::contract_tests!(crate::store::cached::tests::empty);
}

/// The session with number 1, as `store` has it.
async fn seen_session(store: &impl Store) -> Arc<Session> {
    store.session(session_id(1)).await.unwrap().unwrap()
}

/// The family with number 1.
async fn seen_grant(store: &impl Store) -> Arc<Grant> {
    store.grant(grant_id(1)).await.unwrap().unwrap()
}

/// The person with number `n`.
async fn seen_user(store: &impl Store, n: u128) -> Arc<User> {
    store.user(user_id(n)).await.unwrap().unwrap()
}

/// A store with everything in its memory, and another process on the same file.
async fn remembered() -> (Cached<Sql>, Sql, TempDir) {
    let (store, folder) = empty().await;
    let other = open(&folder).await;
    store.create_user(account(1)).await.unwrap();
    store.put_client(client("app")).await.unwrap();
    store.begin_session(begins(session(1))).await.unwrap();
    store.redeem(grant(1).into()).await.unwrap();
    assert!(store.user(user_id(1)).await.unwrap().is_some());
    assert!(store.client(&client_id("app")).await.unwrap().is_some());
    assert!(store.session(session_id(1)).await.unwrap().is_some());
    assert!(store.grant(grant_id(1)).await.unwrap().is_some());
    (store, other, folder)
}

#[tokio::test]
async fn what_is_over_is_over_at_once_and_on_every_node() {
    let (store, other, _folder) = remembered().await;
    let sessions = vec![Ended::Sessions];
    other.end_everything(sessions, 0, after(3)).await.unwrap();
    // Still remembered …
    assert_eq!(seen_session(&store).await.ended_at, None);
    // … until somebody looks; no row says so yet.
    store.revisions().await.unwrap();
    assert_eq!(seen_session(&store).await.ended_at, Some(Timestamp(0)));
    let row = seen_session(&other).await;
    assert_eq!(row.ended_at, None);
    assert!(
        store
            .sessions_of(user_id(1), after(3))
            .await
            .unwrap()
            .is_empty()
    );
    let listed = store.live_sessions(None, 9, after(3)).await.unwrap();
    assert!(listed.is_empty());
    let family = seen_grant(&store).await;
    assert!(family.ended_at.is_some());
    let rotation = store.rotate(grant_id(1), 0, after(4), HOUR, HOUR).await;
    assert_eq!(rotation.unwrap(), Rotation::Dead);
    // A node that starts now knows it too.
    let later = Cached::new(other).await.unwrap();
    let session = seen_session(&later).await;
    assert_eq!(session.ended_at, Some(Timestamp(0)));
}

#[tokio::test]
async fn changes_of_another_process_are_noticed_with_the_revision() {
    let (store, other, _folder) = remembered().await;
    other.end_session(session_id(1), after(1)).await.unwrap();
    other.end_grant(grant_id(1), after(1)).await.unwrap();
    other
        .set_disabled(user_id(1), true, after(1))
        .await
        .unwrap();
    other
        .remove_client(&client_id("app"), after(1))
        .await
        .unwrap();
    // Still remembered …
    assert!(seen_session(&store).await.ended_at.is_none());
    // … until it is asked for changes.
    store.revisions().await.unwrap();
    assert!(seen_session(&store).await.ended_at.is_some());
    assert!(seen_grant(&store).await.ended_at.is_some());
    assert!(seen_user(&store, 1).await.disabled_at.is_some());
    assert!(store.client(&client_id("app")).await.unwrap().is_none());
}

#[tokio::test]
async fn own_changes_take_only_their_copies_along() {
    let (store, other, _folder) = remembered().await;
    store.create_user(account(2)).await.unwrap();
    assert!(store.user(user_id(2)).await.unwrap().is_some());
    store.end_session(session_id(1), after(1)).await.unwrap();
    assert!(seen_session(&store).await.ended_at.is_some());
    store.revisions().await.unwrap();
    // A change that raises nothing shows that another person is still remembered.
    let mut renamed = user(2);
    renamed.groups = vec!["others".to_owned()];
    change(&other, renamed).await.unwrap();
    assert_ne!(seen_user(&store, 2).await.groups, ["others"]);
    store.revisions().await.unwrap();
    assert_eq!(seen_user(&store, 2).await.groups, ["others"]);
}

#[tokio::test]
async fn a_refresh_is_seen_at_once() {
    let (store, _other, _folder) = remembered().await;
    let window = Duration::from_mins(1);
    store
        .rotate(grant_id(1), 0, after(1), Duration::from_hours(1), window)
        .await
        .unwrap();
    assert_eq!(seen_grant(&store).await.generation, 1);
}

#[tokio::test]
async fn a_last_use_is_seen_and_takes_nothing_along() {
    let (store, other, _folder) = remembered().await;
    let before = seen_session(&store).await;
    let uses = vec![(session_id(1), after(60)), (session_id(2), after(60))];
    store.touch_sessions(uses).await.unwrap();
    other.end_session(session_id(1), after(61)).await.unwrap();
    // Nobody has looked for changes yet: this is the copy.
    let copy = seen_session(&store).await;
    assert_eq!((copy.last_seen_at, copy.ended_at), (after(60), None));
    assert_eq!(copy.user_id, before.user_id);
    store.revisions().await.unwrap();
    store
        .touch_sessions(vec![(session_id(1), after(62))])
        .await
        .unwrap();
    let read = seen_session(&store).await;
    assert_eq!(read.ended_at, Some(after(61)));
}
