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

pub async fn links_of_somebody_are_those_that_can_be_used(store: &dyn Store) {
    with_person(store).await;
    let of_other = Link {
        user_id: Some(user_id(2)),
        ..link(2)
    };
    let later = Link {
        purpose: LinkPurpose::Email,
        expires_at: after(3601),
        ..link(3)
    };
    for link in [link(1), of_other, later.clone(), invitation(4, 3600)] {
        store.put_link(link, None).await.unwrap();
    }
    let of = async |at| {
        let mut links = store.links_of(user_id(1), after(at)).await.unwrap();
        links.sort_unstable_by_key(|link| link.hash.0);
        links
    };
    let both = [link(1), later];
    assert_eq!(of(9).await, both);
    assert_eq!(of(3600).await, both[1..], "the first has expired");
    assert!(uses(store, 1, 9).await);
    assert_eq!(of(9).await, both[1..]);
}

pub async fn a_link_that_cannot_do_its_work_stays_good(store: &dyn Store) {
    with_person(store).await;
    store.put_link(link(1), None).await.unwrap();
    let mut namesake = account(1);
    namesake.user.id = user_id(2);
    let taken = LinkEffect::Create(Box::new(namesake));
    let used = store.use_link(link(1).hash, taken, vec![mail(1)], NOW);
    assert!(matches!(used.await, Err(StoreError::Taken(_))));
    assert!(all(store).await.is_empty());
    assert!(uses(store, 1, 1).await);
}

/// Invitation `n`, good until `seconds` after [`NOW`].
fn invitation(n: u8, seconds: u64) -> Link {
    Link {
        purpose: LinkPurpose::Invitation,
        user_id: None,
        expires_at: after(seconds),
        ..link(n)
    }
}

pub async fn invitations_are_listed_until_they_are_used_or_withdrawn(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    store.put_link(link(9), None).await.unwrap();
    for one in [(1, 20), (2, 30), (3, 10), (4, 20)] {
        let one = invitation(one.0, one.1);
        store.put_link(one, None).await.unwrap();
    }
    let listed = async |after: Option<Link>, limit, at| {
        let after = after.map(|link| (link.expires_at, link.hash));
        let links = store.invitations(after, limit, super::samples::after(at));
        let links = links.await.unwrap().into_iter();
        links.map(|link| link.hash.0[0]).collect::<Vec<_>>()
    };
    assert_eq!(listed(None, 9, 1).await, [2, 4, 1, 3]);
    assert_eq!(listed(Some(invitation(4, 20)), 1, 1).await, [1]);
    assert_eq!(listed(None, 9, 10).await, [2, 4, 1], "the last has expired");
    let withdraw = |n: u8, at| store.withdraw_invitation(LinkHash([n; 32]), after(at));
    for (n, withdrawn) in [(4, true), (4, false), (9, false), (3, false)] {
        assert_eq!(withdraw(n, 10).await.unwrap(), withdrawn, "{n}");
    }
    assert!(store.link(LinkHash([4; 32])).await.unwrap().is_none());
    let made = LinkEffect::Create(Box::new(account(2)));
    let used = store.use_link(LinkHash([1; 32]), made, vec![], after(11));
    assert!(used.await.unwrap());
    assert!(!withdraw(1, 12).await.unwrap(), "it was used");
    assert_eq!(listed(None, 9, 12).await, [2]);
}
