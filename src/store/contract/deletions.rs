//! Accounts whose people have left.

use super::mails::{all, mail};
use super::samples::{NOW, account, after, begins, owner, session, session_id, user_id};
use crate::model::UserId;
use crate::store::{Page, Store};
use futures_util::future::join_all;

const ADA: u128 = 1;

async fn leaves(store: &dyn Store, n: u128) -> bool {
    let scheduled = store.schedule_deletion(user_id(n), after(100), vec![], NOW);
    scheduled.await.unwrap()
}

async fn is_deleted(store: &dyn Store, n: u128, at: u64) -> bool {
    let deleted = store.delete_due(user_id(n), vec![], after(at));
    deleted.await.unwrap()
}

pub async fn who_leaves_is_signed_out_and_may_come_back(store: &dyn Store) {
    store.create_user(account(ADA)).await.unwrap();
    store.begin_session(begins(session(1))).await.unwrap();
    let letters = vec![mail(1)];
    let scheduled = store.schedule_deletion(user_id(ADA), after(100), letters, after(1));
    assert!(scheduled.await.unwrap());
    let ended = store.session(session_id(1)).await.unwrap().unwrap();
    assert_eq!(ended.ended_at, Some(after(1)));
    assert_eq!(all(store).await.len(), 1);
    let due_at = store.deletion_of(user_id(ADA)).await.unwrap();
    assert_eq!(due_at, Some(after(100)));
    // Another wish does not put it off.
    let later = store.schedule_deletion(user_id(ADA), after(900), vec![], after(2));
    assert!(later.await.unwrap());
    assert_eq!(store.deletion_of(user_id(ADA)).await.unwrap(), due_at);

    assert!(store.keep_account(user_id(ADA)).await.unwrap());
    assert!(!store.keep_account(user_id(ADA)).await.unwrap());
    assert_eq!(store.deletion_of(user_id(ADA)).await.unwrap(), None);
    assert!(!is_deleted(store, ADA, 200).await);
}

pub async fn an_account_is_deleted_when_its_time_has_come(store: &dyn Store) {
    store.create_user(account(ADA)).await.unwrap();
    store.create_user(account(2)).await.unwrap();
    store.begin_session(begins(session(1))).await.unwrap();
    assert!(leaves(store, ADA).await);
    let due = async |at| store.due_deletions(after(at), 9).await.unwrap();
    assert_eq!(due(99).await, Vec::<UserId>::new());
    assert!(!is_deleted(store, ADA, 99).await);
    assert_eq!(due(100).await, [user_id(ADA)]);
    let deleted = store.delete_due(user_id(ADA), vec![mail(1)], after(100));
    assert!(deleted.await.unwrap());
    assert_eq!(all(store).await.len(), 1);
    assert_eq!(due(100).await, Vec::<UserId>::new());
    assert!(store.user(user_id(ADA)).await.unwrap().is_none());
    assert!(store.session(session_id(1)).await.unwrap().is_none());
    let key = account(ADA).user.username.key;
    assert!(store.account_by_login(&key).await.unwrap().is_none());
    let page = Page {
        after: None,
        limit: 9,
    };
    assert_eq!(store.users(page).await.unwrap().len(), 1);
    // The name is free again.
    store.create_user(account(ADA)).await.unwrap();
}

pub async fn the_last_owner_stays(store: &dyn Store) {
    store.create_user(owner(ADA)).await.unwrap();
    store.create_user(account(9)).await.unwrap();
    assert!(!leaves(store, ADA).await);
    assert_eq!(store.deletion_of(user_id(ADA)).await.unwrap(), None);
    store.create_user(owner(2)).await.unwrap();
    store.create_user(owner(3)).await.unwrap();
    store.set_disabled(user_id(3), true, NOW).await.unwrap();
    let both = join_all([leaves(store, ADA), leaves(store, 2)]).await;
    assert_eq!(both.into_iter().filter(|left| *left).count(), 1);
    assert!(leaves(store, 9).await);

    // Nor is an owner deleted who has become the last one meanwhile.
    let left = store.due_deletions(after(100), 9).await.unwrap();
    let owners = [user_id(ADA), user_id(2)];
    let leaving = owners.into_iter().find(|id| left.contains(id)).unwrap();
    let staying = owners.into_iter().find(|id| !left.contains(id)).unwrap();
    store.set_disabled(staying, true, NOW).await.unwrap();
    assert!(!is_deleted(store, leaving.0.as_u128(), 100).await);
    store.set_disabled(staying, false, NOW).await.unwrap();
    assert!(is_deleted(store, leaving.0.as_u128(), 100).await);
}
