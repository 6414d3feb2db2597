//! What people allowed apps to have.

use super::samples::{
    account, after, client, client_id, consent, grant, lives, user_id, with_grants,
};
use crate::model::Grant;
use crate::store::{Store, StoreError};

async fn with_people_and_apps(store: &dyn Store) {
    for n in [1, 2] {
        store.create_user(account(n)).await.unwrap();
    }
    for name in ["app", "other", "third"] {
        store.put_client(client(name)).await.unwrap();
    }
}

pub async fn scopes_allowed_before_stay_allowed(store: &dyn Store) {
    with_people_and_apps(store).await;
    for (scope, seconds) in [("openid email", 0), ("openid phone", 5)] {
        let given = consent(1, "app", scope, seconds);
        store.remember_consent(given).await.unwrap();
    }
    let found = store.consent(user_id(1), &client_id("app")).await.unwrap();
    assert_eq!(found, Some(consent(1, "app", "openid email phone", 5)));
    let other = store.consent(user_id(2), &client_id("app")).await.unwrap();
    assert_eq!(other, None);
}

pub async fn consents_are_listed_newest_first(store: &dyn Store) {
    with_people_and_apps(store).await;
    for (name, seconds) in [("app", 2), ("other", 3), ("third", 1)] {
        let given = consent(1, name, "openid", seconds);
        store.remember_consent(given).await.unwrap();
    }
    let listed = store.consents_of(user_id(1)).await.unwrap();
    let names: Vec<_> = listed.iter().map(|c| c.client_id.as_str()).collect();
    assert_eq!(names, ["other", "app", "third"]);
    assert!(store.consents_of(user_id(2)).await.unwrap().is_empty());
}

pub async fn a_revoked_consent_ends_the_families_of_the_pair(store: &dyn Store) {
    with_people_and_apps(store).await;
    for user in [1, 2] {
        let given = consent(user, "app", "openid", 0);
        store.remember_consent(given).await.unwrap();
    }
    let of_another = Grant {
        user_id: user_id(2),
        ..grant(2)
    };
    let elsewhere = Grant {
        client_id: client_id("other"),
        ..grant(3)
    };
    with_grants(store, [grant(1), of_another, elsewhere]).await;

    let app = client_id("app");
    let revoked = store.revoke_consent(user_id(1), &app, after(1)).await;
    assert!(revoked.unwrap());

    assert_eq!(store.consent(user_id(1), &app).await.unwrap(), None);
    assert!(store.consent(user_id(2), &app).await.unwrap().is_some());
    assert!(!lives(store, 1).await);
    assert!(lives(store, 2).await);
    assert!(lives(store, 3).await);
}

pub async fn revoking_without_consent_ends_families_too(store: &dyn Store) {
    with_grants(store, [grant(1)]).await;
    let app = client_id("app");
    let revoked = store.revoke_consent(user_id(1), &app, after(1)).await;
    assert!(!revoked.unwrap());
    assert!(!lives(store, 1).await);
}

pub async fn an_unknown_client_cannot_be_allowed(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    let given = consent(1, "gone", "openid", 0);
    let refused = store.remember_consent(given).await;
    assert!(matches!(refused, Err(StoreError::Database(_))));
    assert!(store.consents_of(user_id(1)).await.unwrap().is_empty());
}
