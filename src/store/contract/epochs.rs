//! What was proved before everything of an account was ended begins nothing after it.

use super::samples::{
    NOW, account, adds, after, begins, credential, hash, is_open, session, session_id, user_id,
};
use crate::model::CredentialKind::Totp;
use crate::model::{Epoch, Session, SessionSecretHash};
use crate::store::{CredentialChange, NewSession, Store, StoreError};
use futures_util::future::join_all;

async fn epoch(store: &dyn Store) -> Epoch {
    let found = store.account_by_login("person1").await.unwrap();
    found.unwrap().epoch
}

/// Session `n`, of somebody who proved to be person 1 in `epoch`.
fn proved(n: u128, epoch: Epoch) -> NewSession {
    NewSession {
        proved_in: Some(epoch),
        ..begins(session(n))
    }
}

async fn begun(store: &dyn Store, new: NewSession) -> bool {
    match store.begin_session(new).await {
        Ok(begun) => begun,
        Err(StoreError::Stale) => false,
        Err(error) => panic!("{error}"),
    }
}

/// What ends everything of person 1, one way after the other.
async fn end(store: &dyn Store, way: u8) {
    let id = user_id(1);
    match way {
        0 => {
            let set = store.set_password(id, hash("second"), true, after(1));
            set.await.unwrap();
        }
        1 => {
            let first = CredentialChange {
                ends_sessions: true,
                ..adds(&[], vec![credential(1, Totp)])
            };
            assert!(store.change_credentials(first, after(1)).await.unwrap());
        }
        2 => store.sign_out_everywhere(id, after(1)).await.unwrap(),
        3 => {
            let asked = store.schedule_deletion(id, after(99), Vec::new(), after(1));
            assert!(asked.await.unwrap());
        }
        _ => store.set_disabled(id, true, after(1)).await.unwrap(),
    }
}

pub async fn what_was_proved_before_an_end_begins_nothing(store: &dyn Store) {
    for n in [1, 2] {
        store.create_user(account(n)).await.unwrap();
    }
    for way in 0..5 {
        let before = epoch(store).await;
        let n = u128::from(way) * 10;
        assert!(begun(store, proved(n + 1, before)).await, "way {way}");
        end(store, way).await;
        assert!(!is_open(store, n + 1).await, "way {way}");
        assert_eq!(epoch(store).await, before.next(), "way {way}");

        assert!(!begun(store, proved(n + 2, before)).await, "way {way}");
        let found = store.session(session_id(n + 2)).await.unwrap();
        assert_eq!(found, None, "way {way}");
        let of_another = Session {
            user_id: user_id(2),
            ..session(n + 3)
        };
        assert!(begun(store, begins(of_another)).await, "way {way}");
    }
    let late = proved(99, epoch(store).await);
    assert!(!begun(store, late.clone()).await, "shut out");
    store.set_disabled(user_id(1), false, NOW).await.unwrap();
    assert!(begun(store, late).await);
}

pub async fn a_session_goes_on_only_by_what_counts_now(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    let before = epoch(store).await;
    let elsewhere = CredentialChange {
        ends_sessions: true,
        kept: Some(session_id(1)),
        ..adds(&[], vec![credential(1, Totp)])
    };
    assert!(begun(store, proved(1, before)).await);
    assert!(store.change_credentials(elsewhere, after(1)).await.unwrap());
    let again = |epoch| NewSession {
        session: Session {
            secret_hash: SessionSecretHash([8; 32]),
            ..session(1)
        },
        replaces: Some(session_id(1)),
        ..proved(1, epoch)
    };
    assert!(!begun(store, again(before)).await);
    let found = store.session(session_id(1)).await.unwrap();
    assert_eq!(found, Some(session(1).into()));
    assert!(begun(store, again(before.next())).await);
}

pub async fn of_sign_ins_at_the_time_of_an_end_none_is_left(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    for round in 0..5_u128 {
        let before = epoch(store).await;
        let sign_ins = (0..12).map(|n| begun(store, proved(round * 100 + n, before)));
        let ended = store.set_password(user_id(1), hash("new"), true, after(1));
        let (_, ended) = tokio::join!(join_all(sign_ins), ended);
        ended.unwrap();
        let open = store.sessions_of(user_id(1), after(2)).await.unwrap();
        assert_eq!(open, [], "round {round}");
    }
}

pub async fn a_password_is_changed_by_who_knew_the_present_one(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    let before = epoch(store).await;
    let change = |epoch, new| store.change_password(user_id(1), epoch, hash(new), after(1));
    assert!(begun(store, proved(1, before)).await);
    assert!(change(before, "second").await.unwrap());
    assert!(!is_open(store, 1).await);
    assert!(begun(store, proved(2, before.next())).await);

    assert!(!change(before, "late").await.unwrap());
    assert!(is_open(store, 2).await);
    let found = store.account_by_login("person1").await.unwrap().unwrap();
    assert_eq!(found.password, Some(hash("second")));
    assert_eq!(found.epoch, before.next());
    let tries = (0..8).map(|_| change(before.next(), "third"));
    let done = join_all(tries).await;
    let done = done.into_iter().filter(|done| *done.as_ref().unwrap());
    assert_eq!(done.count(), 1);
}

pub async fn a_factor_is_set_up_in_its_epoch(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    let before = epoch(store).await;
    let first = |epoch| CredentialChange {
        epoch: Some(epoch),
        ends_sessions: true,
        ..adds(&[], vec![credential(1, Totp)])
    };
    store.sign_out_everywhere(user_id(1), NOW).await.unwrap();
    let late = store.change_credentials(first(before), NOW).await;
    assert!(!late.unwrap());
    assert!(store.credentials_of(user_id(1)).await.unwrap().is_empty());
    let now = before.next();
    assert!(store.change_credentials(first(now), NOW).await.unwrap());
    assert_eq!(epoch(store).await, now.next());
}
