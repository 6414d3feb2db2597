//! People and their passwords.

use super::samples::{
    NOW, account, after, begins, change, grant, hash, is_open, lives, offline, owner, session,
    session_id, user, user_id, with_grants,
};
use crate::model::{Grant, Role, Session, User};
use crate::oidc::profile::Profile;
use crate::store::{Account, Page, Store, StoreError};
use futures_util::future::join_all;

/// What opens the account of person `n`.
async fn password(store: &dyn Store, n: u128) -> Option<String> {
    let key = user(n).username.key;
    let found = store.account_by_login(&key).await.unwrap();
    found.unwrap().password.map(|hash| hash.0)
}

async fn is_refused_for(store: &dyn Store, user: User, what: &str) -> bool {
    let account = Account::new(user, None);
    let refused = store.create_user(account).await;
    matches!(refused, Err(StoreError::Taken(taken)) if taken == what)
}

/// Persons 1 and 2, each with a session and an online and an offline family.
async fn with_two_signed_in(store: &dyn Store) {
    for n in [1, 2] {
        store.create_user(account(n)).await.unwrap();
        let session = Session {
            user_id: user_id(n),
            ..session(n)
        };
        store.begin_session(begins(session)).await.unwrap();
        for family in [grant(n), offline(10 + n)] {
            let family = Grant {
                user_id: user_id(n),
                session_id: session_id(n),
                ..family
            };
            with_grants(store, [family]).await;
        }
    }
}

async fn is_signed_in(store: &dyn Store, n: u128) -> [bool; 3] {
    [
        is_open(store, n).await,
        lives(store, n).await,
        lives(store, 10 + n).await,
    ]
}

pub async fn what_is_known_of_a_person_comes_back(store: &dyn Store) {
    let mut bare = user(2);
    bare.email_key = None;
    bare.roles = vec![Role::Owner];
    bare.disabled_at = Some(after(5));
    for user in [user(1), bare] {
        let account = Account::new(user.clone(), None);
        store.create_user(account).await.unwrap();
        assert_eq!(store.user(user.id).await.unwrap(), Some(user.into()));
    }
    assert_eq!(store.user(user_id(3)).await.unwrap(), None);
}

pub async fn an_account_is_found_by_name_and_by_address(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    let mut without = account(2);
    without.password = None;
    store.create_user(without).await.unwrap();
    for key in ["person1", "person1@example.org"] {
        let found = store.account_by_login(key).await.unwrap().unwrap();
        assert_eq!(found.user, user(1));
        assert_eq!(found.password, Some(hash("first")));
    }
    assert_eq!(password(store, 2).await, None);
    assert!(store.account_by_login("Person1").await.unwrap().is_none());
}

pub async fn a_name_is_nobody_elses_name_or_address(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    for key in ["person1", "person1@example.org"] {
        let mut second = user(2);
        second.username.key = key.to_owned();
        assert!(is_refused_for(store, second, "user name").await);
    }
}

pub async fn an_address_is_nobody_elses_name_or_address(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    for key in ["person1", "person1@example.org"] {
        let mut second = user(2);
        second.email_key = Some(key.to_owned());
        assert!(is_refused_for(store, second, "e-mail address").await);
    }
}

pub async fn a_refused_account_leaves_nothing(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    let mut second = owner(2);
    second.user.username.key = "person1".to_owned();
    let refused = store.create_owner(second).await;
    assert!(matches!(refused, Err(StoreError::Taken("user name"))));
    assert_eq!(store.user(user_id(2)).await.unwrap(), None);
    assert!(!store.has_owner().await.unwrap());
}

pub async fn the_own_name_may_be_the_own_address(store: &dyn Store) {
    let mut account = account(1);
    account.user.username.key = "person1@example.org".to_owned();
    store.create_user(account.clone()).await.unwrap();
    change(store, account.user).await.unwrap();
}

pub async fn an_update_replaces_all_but_password_and_creation(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    let mut changed = user(9);
    changed.id = user_id(1);
    changed.email_key = None;
    changed.groups.clear();
    changed.roles = vec![Role::Owner];
    changed.disabled_at = Some(after(8));
    changed.created_at = after(8);
    changed.updated_at = after(8);
    change(store, changed.clone()).await.unwrap();
    changed.created_at = NOW;
    assert_eq!(store.user(user_id(1)).await.unwrap(), Some(changed.into()));
    assert_eq!(password(store, 9).await.as_deref(), Some("first"));
}

pub async fn an_update_cannot_take_a_name(store: &dyn Store) {
    for n in [1, 2] {
        store.create_user(account(n)).await.unwrap();
    }
    change(store, user(2)).await.unwrap();
    let mut named = user(2);
    named.username.key = "person1".to_owned();
    let refused = change(store, named).await;
    assert!(matches!(refused, Err(StoreError::Taken("user name"))));
    let mut addressed = user(2);
    addressed.email_key = Some("person1".to_owned());
    let refused = change(store, addressed).await;
    assert!(matches!(refused, Err(StoreError::Taken("e-mail address"))));
    assert_eq!(store.user(user_id(2)).await.unwrap(), Some(user(2).into()));
}

pub async fn one_of_many_owners_is_created(store: &dyn Store) {
    store.create_user(account(99)).await.unwrap();
    assert!(!store.has_owner().await.unwrap());
    let created = join_all((1..=16).map(|n| store.create_owner(owner(n)))).await;
    assert_eq!(
        created
            .into_iter()
            .filter(|did| *did.as_ref().unwrap())
            .count(),
        1
    );
    assert!(store.has_owner().await.unwrap());
    let page = Page {
        after: None,
        limit: 50,
    };
    assert_eq!(store.users(page).await.unwrap().len(), 2);
}

pub async fn pages_follow_the_ids(store: &dyn Store) {
    for n in [3, 1, 2, 5, 4] {
        store.create_user(account(n)).await.unwrap();
    }
    let mut after = None;
    let mut seen = Vec::new();
    for expected in [2, 2, 1, 0] {
        let page = store.users(Page { after, limit: 2 }).await.unwrap();
        assert_eq!(page.len(), expected);
        after = page.last().map(|user| user.id).or(after);
        seen.extend(page);
    }
    assert_eq!(seen, [1, 2, 3, 4, 5].map(user));
}

pub async fn a_new_password_ends_everything_if_asked(store: &dyn Store) {
    with_two_signed_in(store).await;
    let kept = store.set_password(user_id(1), hash("second"), false, after(1));
    kept.await.unwrap();
    assert_eq!(password(store, 1).await.as_deref(), Some("second"));
    assert_eq!(is_signed_in(store, 1).await, [true; 3]);

    let ended = store.set_password(user_id(1), hash("third"), true, after(2));
    ended.await.unwrap();
    assert_eq!(password(store, 1).await.as_deref(), Some("third"));
    assert_eq!(is_signed_in(store, 1).await, [false; 3]);
    assert_eq!(is_signed_in(store, 2).await, [true; 3]);
    assert_eq!(password(store, 2).await.as_deref(), Some("first"));

    let unknown = store.set_password(user_id(3), hash("any"), true, after(3));
    assert!(unknown.await.is_err());
}

pub async fn a_hash_is_renewed_only_from_the_old_one(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    let id = user_id(1);
    let renewed = store.rehash_password(id, hash("first"), hash("stronger"));
    renewed.await.unwrap();
    let late = store.rehash_password(id, hash("first"), hash("lost"));
    late.await.unwrap();
    assert_eq!(password(store, 1).await.as_deref(), Some("stronger"));
}

pub async fn disabling_ends_everything(store: &dyn Store) {
    with_two_signed_in(store).await;
    for seconds in [5, 7] {
        let disabled = store.set_disabled(user_id(1), true, after(seconds));
        disabled.await.unwrap();
        let person = store.user(user_id(1)).await.unwrap().unwrap();
        assert_eq!(person.disabled_at, Some(after(5)));
        assert_eq!(person.updated_at, after(5));
    }
    assert_eq!(is_signed_in(store, 1).await, [false; 3]);
    assert_eq!(is_signed_in(store, 2).await, [true; 3]);

    let enabled = store.set_disabled(user_id(1), false, after(9));
    enabled.await.unwrap();
    let person = store.user(user_id(1)).await.unwrap().unwrap();
    assert_eq!(person.disabled_at, None);
    assert_eq!(is_signed_in(store, 1).await, [false; 3]);
}

pub async fn many_people_are_made_all_or_none(store: &dyn Store) {
    store.create_user(account(3)).await.unwrap();
    let mut namesake = account(4);
    namesake.user.username = user(3).username;
    let refused = store
        .create_users(vec![account(1), account(2), namesake])
        .await;
    assert!(matches!(refused, Err(StoreError::Taken("user name"))));
    for n in [1, 2] {
        assert!(store.user(user_id(n)).await.unwrap().is_none());
    }
    store
        .create_users([1, 2].map(account).to_vec())
        .await
        .unwrap();
    for n in [1, 2] {
        assert_eq!(*store.user(user_id(n)).await.unwrap().unwrap(), user(n));
        assert_eq!(password(store, n).await.as_deref(), Some("first"));
    }
}

pub async fn a_profile_is_written_over_what_there_is(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    let before = user(1);
    let said = Profile::check(|name| if name == "nickname" { "Bird" } else { "" });
    for id in [user_id(1), user_id(9)] {
        let changed = store.change_profile(id, said.clone().unwrap(), after(7));
        changed.await.unwrap();
    }
    let now = store.user(user_id(1)).await.unwrap().unwrap();
    assert_eq!(now.claims.nickname.as_deref(), Some("Bird"));
    assert_eq!(now.claims.email, before.claims.email);
    assert_eq!(now.updated_at, after(7));
    assert_eq!(store.user(user_id(9)).await.unwrap(), None);
}

pub async fn a_subject_is_nobody_elses(store: &dyn Store) {
    let with = |n, subject: &str| {
        let mut account = account(n);
        account.user.subject = Some(subject.to_owned());
        account
    };
    store.create_user(with(1, "auth0|1")).await.unwrap();
    let taken = store.create_user(with(2, "auth0|1")).await;
    assert!(matches!(taken, Err(StoreError::Taken("subject"))));
    store.create_user(with(2, "Auth0|1")).await.unwrap();
    let kept = store.user(user_id(1)).await.unwrap().unwrap();
    assert_eq!((kept.id, &*kept.sub()), (user_id(1), "auth0|1"));
    let found = store.user_by_subject("auth0|1").await.unwrap();
    assert_eq!(found, Some(user_id(1)));
    assert_eq!(store.user_by_subject("auth0|3").await.unwrap(), None);
    let found = store.account_by_login("person1").await.unwrap().unwrap();
    assert_eq!(found.user, *kept);
    store.create_user(account(3)).await.unwrap();
    let usual = store.user(user_id(3)).await.unwrap().unwrap();
    assert_eq!(usual.sub(), user_id(3).to_string());
}
