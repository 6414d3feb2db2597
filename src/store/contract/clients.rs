//! Apps.

use super::samples::{
    account, after, client, client_id, consent, grant, lives, offline, user_id, with_grants,
};
use crate::model::{Client, ClientOrigin, Grant, RegistrationTokenHash, SealedSecret};
use crate::store::{Store, Write};

pub async fn what_is_registered_comes_back(store: &dyn Store) {
    let confidential = client("one");
    let public = Client {
        secret_hash: None,
        sealed_secret: Some(SealedSecret("sealed".to_owned())),
        registration_token_hash: Some(RegistrationTokenHash([8; 32])),
        origin: ClientOrigin::Demo,
        ..client("two")
    };
    for client in [&confidential, &public] {
        store.put_client(client.clone()).await.unwrap();
        let found = store.client(&client.id).await.unwrap();
        assert_eq!(found.as_deref(), Some(client));
    }
    assert_eq!(store.client(&client_id("three")).await.unwrap(), None);
}

pub async fn a_replacement_keeps_when_it_was_made(store: &dyn Store) {
    store.put_client(client("app")).await.unwrap();
    let mut changed = client("app");
    changed.metadata.client_name = Some("Renamed".to_owned());
    changed.secret_hash = None;
    changed.created_at = after(9);
    changed.updated_at = after(9);
    store.put_client(changed.clone()).await.unwrap();
    changed.created_at = client("app").created_at;
    assert_eq!(
        store.client(&changed.id).await.unwrap(),
        Some(changed.into())
    );
}

pub async fn clients_are_listed_by_id(store: &dyn Store) {
    // In English, B would stand between a and c.
    for name in ["b", "c", "a", "B"] {
        store.put_client(client(name)).await.unwrap();
    }
    let listed = store.clients().await.unwrap();
    assert_eq!(listed, ["B", "a", "b", "c"].map(client));
}

pub async fn a_removed_client_takes_consents_and_families_along(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    let elsewhere = Grant {
        client_id: client_id("other"),
        ..grant(2)
    };
    for name in ["app", "other"] {
        store.put_client(client(name)).await.unwrap();
        let allowed = consent(1, name, "openid", 0);
        store.remember_consent(allowed).await.unwrap();
    }
    with_grants(store, [grant(1), elsewhere]).await;

    let id = client_id("app");
    assert!(store.remove_client(&id, after(1)).await.unwrap());

    assert_eq!(store.client(&id).await.unwrap(), None);
    assert_eq!(store.consent(user_id(1), &id).await.unwrap(), None);
    assert_eq!(store.consents_of(user_id(1)).await.unwrap().len(), 1);
    assert!(!lives(store, 1).await);
    assert!(lives(store, 2).await);
}

pub async fn an_unknown_client_is_not_removed(store: &dyn Store) {
    let removed = store.remove_client(&client_id("app"), after(1)).await;
    assert!(!removed.unwrap());
    assert_eq!(store.revisions().await.unwrap().clients, 0);
}

pub async fn every_change_raises_the_revision(store: &dyn Store) {
    store.put_client(client("app")).await.unwrap();
    assert_eq!(store.revisions().await.unwrap().clients, 1);
    store.put_client(client("app")).await.unwrap();
    assert_eq!(store.revisions().await.unwrap().clients, 2);
    let id = client_id("app");
    store.remove_client(&id, after(1)).await.unwrap();
    let revisions = store.revisions().await.unwrap();
    assert_eq!((revisions.clients, revisions.keys), (3, 0));
}

/// security A20, B13
pub async fn the_end_of_trust_ends_what_nobody_allowed(store: &dyn Store) {
    let mut trusted = client("app");
    trusted.metadata.trusted = true;
    let mut renamed = trusted.clone();
    renamed.metadata.client_name = Some("Renamed".to_owned());
    let mut strange = renamed.clone();
    strange.metadata.trusted = false;
    store.put_client(trusted.clone()).await.unwrap();
    let elsewhere = Grant {
        client_id: client_id("other"),
        ..grant(2)
    };
    with_grants(store, [grant(1), elsewhere, offline(3)]).await;
    for (before, after_it, lives_on) in [(&trusted, &renamed, true), (&renamed, &strange, false)] {
        let write = Write::UpdateClient {
            before: Box::new(before.clone()),
            after: Box::new(after_it.clone()),
        };
        store.write_all(vec![write], after(1)).await.unwrap();
        for (n, lives_on) in [(1, lives_on), (2, true), (3, lives_on)] {
            assert_eq!(lives(store, n).await, lives_on, "family {n}");
        }
    }
}
