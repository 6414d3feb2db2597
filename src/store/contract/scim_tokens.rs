//! What other systems prove themselves by.

use super::samples::{NOW, after};
use crate::model::{Role, ScimToken, ScimTokenHash, ScimTokenId};
use crate::store::{Store, StoreError};
use uuid::Uuid;

fn token(n: u128, name: &str) -> ScimToken {
    ScimToken {
        id: ScimTokenId(Uuid::from_u128(n)),
        name: name.to_owned(),
        secret_hash: ScimTokenHash([7; 32]),
        role: Role::GroupAdministrator("staff: “all”".to_owned()),
        created_at: NOW,
        last_used_at: None,
    }
}

pub async fn tokens_come_back_and_go(store: &dyn Store) {
    let (entra, okta) = (token(1, "entra"), token(2, "okta"));
    store.create_scim_token(okta.clone()).await.unwrap();
    store.create_scim_token(entra.clone()).await.unwrap();
    let again = store.create_scim_token(token(3, "okta")).await;
    assert!(matches!(again, Err(StoreError::Taken("token name"))));
    let found = store.scim_token(okta.id).await.unwrap();
    assert_eq!(found, Some(okta.clone()));
    let all = store.scim_tokens().await.unwrap();
    assert_eq!(all, [entra, okta.clone()]);
    assert!(store.remove_scim_token(okta.id).await.unwrap());
    assert!(!store.remove_scim_token(okta.id).await.unwrap());
    assert_eq!(store.scim_token(okta.id).await.unwrap(), None);
}

pub async fn last_uses_never_move_back(store: &dyn Store) {
    let okta = token(1, "okta");
    store.create_scim_token(okta.clone()).await.unwrap();
    for at in [after(5), after(3)] {
        let used = vec![(okta.id, at), (token(9, "").id, at)];
        store.touch_scim_tokens(used).await.unwrap();
    }
    let found = store.scim_token(okta.id).await.unwrap().unwrap();
    assert_eq!(found.last_used_at, Some(after(5)));
}
