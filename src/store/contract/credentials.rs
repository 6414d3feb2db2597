//! What people prove who they are with, besides the password.

use super::samples::{
    NOW, account, adds, after, begins, credential, credential_id, is_open, lives, offline, session,
    session_id, user_id, with_grants,
};
use crate::model::{CredentialKind, Grant, Session};
use crate::store::{CredentialChange, Removed, Store};
use CredentialKind::{Passkey, RecoveryCode, Totp};
use futures_util::future::join_all;

async fn with_person(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
}

async fn ids(store: &dyn Store) -> Vec<u128> {
    let all = store.credentials_of(user_id(1)).await.unwrap();
    all.iter().map(|one| one.id.0.as_u128()).collect()
}

async fn change(store: &dyn Store, change: CredentialChange) -> bool {
    store.change_credentials(change, after(1)).await.unwrap()
}

fn removes(expected: &[u128], removed: Removed) -> CredentialChange {
    CredentialChange {
        removed,
        ..adds(expected, Vec::new())
    }
}

pub async fn what_is_set_up_comes_back_oldest_first(store: &dyn Store) {
    with_person(store).await;
    let all = vec![
        credential(1, RecoveryCode),
        credential(2, Totp),
        credential(3, Passkey),
    ];
    let newest_first = all.iter().rev().cloned().collect();
    assert!(change(store, adds(&[], newest_first)).await);
    assert_eq!(store.credentials_of(user_id(1)).await.unwrap(), all);
    assert_eq!(store.credentials_of(user_id(2)).await.unwrap(), []);
}

pub async fn a_use_raises_the_counter_and_counts_once(store: &dyn Store) {
    with_person(store).await;
    change(store, adds(&[], vec![credential(1, Totp)])).await;
    let uses = |counter| store.use_credential(credential_id(1), counter, after(9));
    assert!(uses(7).await.unwrap());
    assert!(!uses(7).await.unwrap());
    assert!(!uses(6).await.unwrap(), "an earlier one is not valid again");
    assert!(uses(8).await.unwrap());
    let unknown = store.use_credential(credential_id(2), 9, NOW);
    assert!(!unknown.await.unwrap());
    let found = store.credentials_of(user_id(1)).await.unwrap().remove(0);
    assert_eq!((found.counter, found.last_used_at), (8, Some(after(9))));
}

pub async fn a_passkey_counts_up_or_not_at_all(store: &dyn Store) {
    with_person(store).await;
    change(store, adds(&[], vec![credential(1, Passkey)])).await;
    let uses = |counter| store.use_passkey(credential_id(1), counter, after(9));
    assert!(uses(0).await.unwrap() && uses(0).await.unwrap());
    assert!(uses(7).await.unwrap());
    for counter in [7, 6, 0] {
        assert!(!uses(counter).await.unwrap(), "{counter}");
    }
    assert!(uses(8).await.unwrap());
    let unknown = store.use_passkey(credential_id(2), 0, NOW);
    assert!(!unknown.await.unwrap());
}

pub async fn names_are_changed_by_their_owner(store: &dyn Store) {
    with_person(store).await;
    change(store, adds(&[], vec![credential(1, Passkey)])).await;
    let rename = |user| store.rename_credential(user, credential_id(1), "Laptop".to_owned());
    assert!(!rename(user_id(2)).await.unwrap());
    assert!(rename(user_id(1)).await.unwrap());
    let found = store.credentials_of(user_id(1)).await.unwrap().remove(0);
    assert_eq!(found.name, "Laptop");
}

pub async fn one_of_many_uses_counts(store: &dyn Store) {
    with_person(store).await;
    change(store, adds(&[], vec![credential(1, RecoveryCode)])).await;
    let uses = (0..16).map(|_| store.use_credential(credential_id(1), 1, NOW));
    let uses = join_all(uses).await;
    let counted = uses.into_iter().filter(|one| *one.as_ref().unwrap());
    assert_eq!(counted.count(), 1);
}

pub async fn a_change_upon_other_factors_does_nothing(store: &dyn Store) {
    with_person(store).await;
    let codes = vec![credential(1, Totp), credential(2, RecoveryCode)];
    assert!(change(store, adds(&[], codes)).await);
    assert!(!change(store, adds(&[], vec![credential(3, Totp)])).await);
    assert!(!change(store, removes(&[1, 2], Removed::All)).await);
    assert_eq!(ids(store).await, [1, 2]);
    assert!(change(store, adds(&[1], vec![credential(3, Totp)])).await);
    assert!(change(store, adds(&[3, 1], vec![credential(4, RecoveryCode)])).await);
    assert_eq!(ids(store).await, [1, 2, 3, 4]);
}

pub async fn what_is_removed_is_gone_and_nothing_else(store: &dyn Store) {
    with_person(store).await;
    let all = vec![
        credential(1, Totp),
        credential(2, Totp),
        credential(3, RecoveryCode),
    ];
    change(store, adds(&[], all)).await;
    let fresh = CredentialChange {
        removed: Removed::Kind(RecoveryCode),
        ..adds(&[1, 2], vec![credential(4, RecoveryCode)])
    };
    assert!(change(store, fresh).await);
    assert_eq!(ids(store).await, [1, 2, 4]);
    let one = Removed::One(credential_id(1));
    assert!(change(store, removes(&[1, 2], one)).await);
    assert_eq!(ids(store).await, [2, 4]);
    assert!(change(store, removes(&[2], Removed::All)).await);
    assert!(ids(store).await.is_empty());
}

pub async fn other_sessions_end_with_a_change(store: &dyn Store) {
    for n in [1, 2] {
        store.create_user(account(n)).await.unwrap();
    }
    for n in [1, 2, 3] {
        let user_id = user_id(if n == 3 { 2 } else { 1 });
        let session = Session {
            user_id,
            ..session(n)
        };
        store.begin_session(begins(session)).await.unwrap();
        let family = Grant {
            session_id: session_id(n),
            user_id,
            ..super::samples::grant(n)
        };
        let offline = Grant {
            session_id: session_id(n),
            user_id,
            ..offline(10 + n)
        };
        with_grants(store, [family, offline]).await;
    }
    let ends = CredentialChange {
        ends_sessions: true,
        kept: Some(session_id(1)),
        ..adds(&[], vec![credential(1, Totp)])
    };
    assert!(change(store, ends).await);
    for (n, goes_on) in [(1, true), (2, false), (3, true)] {
        assert_eq!(is_open(store, n).await, goes_on, "session {n}");
        assert_eq!(lives(store, n).await, goes_on, "family {n}");
        assert!(lives(store, 10 + n).await, "offline family {n}");
    }
}

/// security E10
pub async fn a_session_that_has_ended_changes_nothing(store: &dyn Store) {
    with_person(store).await;
    store.begin_session(begins(session(1))).await.unwrap();
    let adds = CredentialChange {
        kept: Some(session_id(1)),
        ..adds(&[], vec![credential(1, Totp)])
    };
    store.sign_out_everywhere(user_id(1), NOW).await.unwrap();
    assert!(!change(store, adds).await);
    assert_eq!(ids(store).await, []);
}

pub async fn one_of_many_first_factors_is_set_up(store: &dyn Store) {
    with_person(store).await;
    let added = (1..9).map(|n| change(store, adds(&[], vec![credential(n, Totp)])));
    let added = join_all(added).await;
    assert_eq!(added.into_iter().filter(|added| *added).count(), 1);
    assert_eq!(ids(store).await.len(), 1);
}
