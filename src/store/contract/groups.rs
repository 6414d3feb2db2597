//! Groups of people.

use super::samples::{NOW, account, after, change, client, user, user_id};
use crate::model::{Group, GroupId, Role, User};
use crate::store::{People, Store, StoreError};
use uuid::Uuid;

fn group(n: u128, name: &str) -> Group {
    Group {
        id: GroupId(Uuid::from_u128(n)),
        name: name.to_owned(),
        description: "For “all”".to_owned(),
        created_at: NOW,
        updated_at: NOW,
    }
}

async fn members(store: &dyn Store, group: GroupId) -> Vec<u128> {
    let people = People::Members(group);
    let page = store.people(people, None, 9).await.unwrap();
    let ids = page.iter().map(|listed| listed.user.id.0.as_u128());
    ids.collect()
}

async fn is_now(store: &dyn Store, n: u128) -> User {
    let user = store.user(user_id(n)).await.unwrap();
    (*user.unwrap()).clone()
}

pub async fn a_group_is_made_once(store: &dyn Store) {
    store.create_group(group(1, "a")).await.unwrap();
    let again = store.create_group(group(2, "a")).await;
    assert!(matches!(again, Err(StoreError::Taken("group name"))));
    assert_eq!(
        store.group(group(1, "a").id).await.unwrap(),
        Some(group(1, "a"))
    );
    let found = store.group_by_name("a").await.unwrap();
    assert_eq!(found, Some(group(1, "a")));
    assert_eq!(store.group_by_name("A").await.unwrap(), None);
}

pub async fn groups_are_listed_by_name(store: &dyn Store) {
    for (n, name) in [(1, "b"), (2, "a"), (3, "ab")] {
        store.create_group(group(n, name)).await.unwrap();
    }
    let names = |prefix: &'static str, after: Option<&'static str>| async move {
        let page = store.groups(prefix, after, 2).await.unwrap();
        page.into_iter().map(|group| group.name).collect::<Vec<_>>()
    };
    assert_eq!(names("", None).await, ["a", "ab"]);
    assert_eq!(names("", Some("ab")).await, ["b"]);
    assert_eq!(names("a", None).await, ["a", "ab"]);
    assert_eq!(names("a", Some("ab")).await, [""; 0]);
}

pub async fn members_stand_where_people_say_they_are(store: &dyn Store) {
    store.create_group(group(1, "staff")).await.unwrap();
    for n in [1, 2] {
        store.create_user(account(n)).await.unwrap();
    }
    // The other group of theirs was made on the way.
    let made = store.group_by_name("a\"b").await.unwrap().unwrap();
    for id in [group(1, "staff").id, made.id] {
        assert_eq!(members(store, id).await, [1, 2]);
    }
    let left = User {
        groups: vec!["a\"b".to_owned()],
        ..user(1)
    };
    change(store, left).await.unwrap();
    assert_eq!(members(store, group(1, "staff").id).await, [2]);
    assert_eq!(members(store, made.id).await, [1, 2]);
}

pub async fn members_and_roles_follow_the_name(store: &dyn Store) {
    store.create_group(group(1, "staff")).await.unwrap();
    store.create_user(account(1)).await.unwrap();
    let looks_after = User {
        groups: Vec::new(),
        roles: vec![Role::GroupAdministrator("staff".to_owned()), Role::Auditor],
        ..user(2)
    };
    let account = crate::store::Account::new(looks_after, None);
    store.create_user(account).await.unwrap();
    let renamed = Group {
        updated_at: after(1),
        ..group(1, "crew")
    };
    let replace = |to: &Group| store.replace_group(group(1, "staff"), to.clone());
    let taken = replace(&group(1, "a\"b")).await;
    assert!(matches!(taken, Err(StoreError::Taken("group name"))));
    let mut app = client("app");
    app.metadata.allowed_groups = vec!["a\"b".to_owned(), "staff".to_owned()];
    store.put_client(app.clone()).await.unwrap();
    // A copy of it, if one is kept.
    store.client(&app.id).await.unwrap();
    assert!(replace(&renamed).await.unwrap());
    assert!(!replace(&renamed).await.unwrap());
    let app = store.client(&app.id).await.unwrap().unwrap();
    assert_eq!(app.metadata.allowed_groups, ["a\"b", "crew"]);
    assert_eq!(app.updated_at, after(1));
    assert_eq!(is_now(store, 1).await.groups, ["crew", "a\"b"]);
    let crew = Role::GroupAdministrator("crew".to_owned());
    assert_eq!(is_now(store, 2).await.roles, [crew, Role::Auditor]);
    assert_eq!(members(store, renamed.id).await, [1]);

    let remove = |seen: &Group| store.remove_group(seen.clone(), after(2));
    assert!(!remove(&group(1, "staff")).await.unwrap());
    assert_eq!(members(store, renamed.id).await, [1]);
    assert!(remove(&renamed).await.unwrap());
    assert!(!remove(&renamed).await.unwrap());
    assert_eq!(is_now(store, 1).await.groups, ["a\"b"]);
    assert_eq!(is_now(store, 2).await.roles, [Role::Auditor]);
    assert_eq!(store.group_by_name("crew").await.unwrap(), None);
}
