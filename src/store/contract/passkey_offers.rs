//! Passkeys that people were offered and did not want.

use super::samples::{account, after, user_id};
use crate::model::PasskeyOffer;
use crate::store::Store;

pub async fn what_a_person_says_last_is_kept(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    store.create_user(account(2)).await.unwrap();
    let of = async |n| store.passkey_offer(user_id(n)).await.unwrap();
    assert_eq!(of(1).await, None);
    let later = PasskeyOffer {
        declined: 1,
        again_at: Some(after(100)),
    };
    let never = PasskeyOffer {
        declined: 2,
        again_at: None,
    };
    for said in [later, never, later] {
        store.put_passkey_offer(user_id(1), said).await.unwrap();
        assert_eq!(of(1).await, Some(said));
    }
    assert_eq!(of(2).await, None);
}

pub async fn nothing_is_kept_of_who_is_gone(store: &dyn Store) {
    let said = PasskeyOffer {
        declined: 1,
        again_at: None,
    };
    store.put_passkey_offer(user_id(1), said).await.unwrap();
    assert_eq!(store.passkey_offer(user_id(1)).await.unwrap(), None);
    store.create_user(account(1)).await.unwrap();
    store.put_passkey_offer(user_id(1), said).await.unwrap();
    let left = store.schedule_deletion(user_id(1), after(1), vec![], after(0));
    assert!(left.await.unwrap());
    let deleted = store.delete_due(user_id(1), vec![], after(2));
    assert!(deleted.await.unwrap());
    store.create_user(account(1)).await.unwrap();
    assert_eq!(store.passkey_offer(user_id(1)).await.unwrap(), None);
}
