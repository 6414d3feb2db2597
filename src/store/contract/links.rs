//! Links that are sent to people.

use super::mails::{all, mail};
use super::samples::{NOW, account, after, begins, hash, session, session_id, user, user_id};
use crate::model::{Link, LinkHash, LinkPurpose, PasswordHash, User};
use crate::store::{LinkEffect, Store, StoreError, UserUpdate, Write};
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

pub async fn using_a_link_voids_the_others_of_the_person(store: &dyn Store) {
    with_person(store).await;
    let address = LinkEffect::Address {
        user: user_id(1),
        email: "new@example.org".to_owned(),
        key: "new@example.org".to_owned(),
    };
    for effect in [sets_password(), address] {
        let other_purpose = Link {
            purpose: LinkPurpose::Email,
            ..link(3)
        };
        let nobodys = Link {
            user_id: None,
            ..link(5)
        };
        for link in [link(1), link(2), other_purpose, of(2, 4), nobodys] {
            store.put_link(link, None).await.unwrap();
        }
        let used = store.use_link(link(1).hash, effect, vec![], after(1));
        assert!(used.await.unwrap());
        assert_eq!(open(store, 1..=5).await, [4, 5]);
        store.sweep(after(DAY + 3600), 100).await.unwrap();
    }
}

/// Link `n` of person `person`.
fn of(person: u128, n: u8) -> Link {
    Link {
        user_id: Some(user_id(person)),
        ..link(n)
    }
}

/// Those of some links that were neither used nor voided.
async fn open(store: &dyn Store, links: impl IntoIterator<Item = u8>) -> Vec<u8> {
    let mut open = Vec::new();
    for n in links {
        let kept = store.link(LinkHash([n; 32])).await.unwrap().unwrap();
        open.extend(kept.used_at.is_none().then_some(n));
    }
    open
}

/// Makes something else of person `n`.
async fn becomes(store: &dyn Store, n: u128, change: impl Fn(&mut User)) {
    let mut changed = user(n);
    change(&mut changed);
    let replaced = store.replace_user(user(n), changed, after(5));
    assert!(replaced.await.unwrap());
}

pub async fn links_end_with_what_they_were_asked_for_upon(store: &dyn Store) {
    for n in 1..=12 {
        store.create_user(account(n.into())).await.unwrap();
        store.put_link(of(n.into(), n), None).await.unwrap();
    }
    let now = after(5);
    for (n, ends_sessions) in [(1, true), (2, false)] {
        let set = store.set_password(user_id(n), hash("second"), ends_sessions, now);
        set.await.unwrap();
    }
    store.set_disabled(user_id(3), true, now).await.unwrap();
    store.sign_out_everywhere(user_id(4), now).await.unwrap();
    becomes(store, 5, |user| {
        user.email_key = Some("new@a.example".into());
    })
    .await;
    becomes(store, 6, |user| user.claims.email_verified = Some(true)).await;
    becomes(store, 7, |user| user.disabled_at = Some(after(5))).await;
    let password = Write::UpdateUser(Box::new(UserUpdate {
        before: user(8),
        after: user(8),
        password: Some(hash("second")),
    }));
    store.write_all(vec![password], now).await.unwrap();
    let leaves = store.schedule_deletion(user_id(9), after(99), vec![], now);
    assert!(leaves.await.unwrap());
    assert!(store.remove_user(user(10), now).await.unwrap());
    // Neither of these: what the links were asked for upon is as it was.
    becomes(store, 11, |user| user.groups.clear()).await;
    store.set_disabled(user_id(12), false, now).await.unwrap();
    assert_eq!(open(store, 1..=12).await, [11, 12]);
    let voided = store.link(link(5).hash).await.unwrap().unwrap();
    assert_eq!(voided.used_at, Some(now));
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
    assert_eq!(of(9).await, [], "one that is used voids the others");
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
