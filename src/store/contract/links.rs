//! Links that are sent to people.

use super::mails::{all, mail};
use super::samples::{NOW, account, after, begins, session, session_id, user_id};
use crate::model::{Link, LinkHash, LinkPurpose, PasswordHash};
use crate::store::{LinkEffect, Store, StoreError};
use futures_util::future::join_all;

const DAY: u64 = 86_400;

/// Link `n` of the first person, good for an hour.
fn link(n: u8) -> Link {
    Link {
        hash: LinkHash([n; 32]),
        purpose: LinkPurpose::Recovery,
        user_id: Some(user_id(1)),
        data: "{}".to_owned(),
        expires_at: after(3600),
        used_at: None,
    }
}

fn sets_password() -> LinkEffect {
    LinkEffect::SetPassword(user_id(1), PasswordHash("new".to_owned()))
}

async fn with_person(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    store.begin_session(begins(session(1))).await.unwrap();
}

async fn uses(store: &dyn Store, n: u8, at: u64) -> bool {
    let used = store.use_link(link(n).hash, sets_password(), vec![], after(at));
    used.await.unwrap()
}

pub async fn a_link_works_once_and_does_what_it_is_for(store: &dyn Store) {
    with_person(store).await;
    store.put_link(link(1), Some(mail(1))).await.unwrap();
    assert_eq!(store.link(link(1).hash).await.unwrap(), Some(link(1)));
    assert_eq!(store.link(link(2).hash).await.unwrap(), None);
    let letters = vec![mail(2)];
    let used = store.use_link(link(1).hash, sets_password(), letters, after(9));
    assert!(used.await.unwrap());
    let key = account(1).user.username.key;
    let changed = store.account_by_login(&key).await.unwrap().unwrap();
    assert_eq!(changed.password, Some(PasswordHash("new".to_owned())));
    let session = store.session(session_id(1)).await.unwrap().unwrap();
    assert_eq!(session.ended_at, Some(after(9)));
    assert_eq!(all(store).await.len(), 2);
    let used = store.link(link(1).hash).await.unwrap().unwrap();
    assert_eq!(used.used_at, Some(after(9)));
    assert!(!uses(store, 1, 10).await);
}

pub async fn one_of_many_uses_of_a_link_counts(store: &dyn Store) {
    with_person(store).await;
    store.put_link(link(1), None).await.unwrap();
    let all = join_all((0..8).map(|_| uses(store, 1, 1))).await;
    assert_eq!(all.into_iter().filter(|used| *used).count(), 1);
}

pub async fn using_a_link_voids_the_others_like_it(store: &dyn Store) {
    with_person(store).await;
    store.create_user(account(2)).await.unwrap();
    let other_person = Link {
        user_id: Some(user_id(2)),
        ..link(3)
    };
    let other_purpose = Link {
        purpose: LinkPurpose::Email,
        ..link(4)
    };
    let nobodys = Link {
        user_id: None,
        ..link(5)
    };
    for link in [link(1), link(2), other_person, other_purpose, nobodys] {
        store.put_link(link, None).await.unwrap();
    }
    assert!(uses(store, 1, 1).await);
    assert!(!uses(store, 2, 2).await);
    for n in 3..=5 {
        assert!(uses(store, n, 3).await, "{n}");
    }
}

pub async fn a_link_expires(store: &dyn Store) {
    with_person(store).await;
    store.put_link(link(1), None).await.unwrap();
    assert!(!uses(store, 1, 3600).await);
    assert!(uses(store, 1, 3599).await);
    store.sweep(after(3599 + DAY), 100).await.unwrap();
    assert!(store.link(link(1).hash).await.unwrap().is_some());
    store.sweep(after(3600 + DAY), 100).await.unwrap();
    assert!(store.link(link(1).hash).await.unwrap().is_none());
}

pub async fn a_link_that_cannot_do_its_work_stays_good(store: &dyn Store) {
    with_person(store).await;
    store.put_link(link(1), None).await.unwrap();
    let taken = LinkEffect::Create(Box::new(account(1)));
    let used = store.use_link(link(1).hash, taken, vec![mail(1)], NOW);
    assert!(matches!(used.await, Err(StoreError::Taken(_))));
    assert!(all(store).await.is_empty());
    assert!(uses(store, 1, 1).await);
}
