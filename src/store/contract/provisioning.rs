//! People and groups as other systems look through them.

use super::samples::{NOW, account, after, user, user_id};
use crate::model::{Group, GroupId, User};
use crate::store::{Account, Resource, Store, StoreError, UserUpdate, Write};
use uuid::Uuid;

fn group(n: u128, name: &str) -> Group {
    Group {
        id: GroupId(Uuid::from_u128(n)),
        name: name.to_owned(),
        description: String::new(),
        created_at: NOW,
        updated_at: NOW,
    }
}

/// Person `n`, who is in no group.
fn alone(n: u128) -> Account {
    let mut account = account(n);
    account.user.groups.clear();
    account
}

async fn users_from(store: &dyn Store, skipped: u64, limit: u32) -> Vec<u128> {
    let users = store.users_from(skipped, limit).await.unwrap();
    users.iter().map(|user| user.id.0.as_u128()).collect()
}

pub async fn people_and_groups_come_from_a_place_on(store: &dyn Store) {
    assert_eq!(store.user_count().await.unwrap(), 0);
    assert_eq!(users_from(store, 0, 9).await, []);
    for n in [3, 1, 2] {
        store.create_user(alone(n)).await.unwrap();
    }
    assert_eq!(store.user_count().await.unwrap(), 3);
    assert_eq!(users_from(store, 0, 2).await, [1, 2]);
    assert_eq!(users_from(store, 2, 2).await, [3]);
    assert_eq!(users_from(store, 3, 2).await, []);
    assert_eq!(users_from(store, u64::MAX, 2).await, []);
    for (n, name) in [(7, "b"), (8, "a")] {
        store.create_group(group(n, name)).await.unwrap();
    }
    assert_eq!(store.group_count().await.unwrap(), 2);
    let found = store.groups_from(1, 9).await.unwrap();
    assert_eq!(found, [group(8, "a")]);
}

pub async fn what_others_know_them_by_comes_back(store: &dyn Store) {
    store.create_user(alone(1)).await.unwrap();
    store.create_user(alone(2)).await.unwrap();
    store.create_group(group(1, "staff")).await.unwrap();
    let (user, other) = (Resource::User(user_id(1)), Resource::User(user_id(2)));
    let staff = Resource::Group(group(1, "staff").id);
    let set = async |of, name: Option<&str>| {
        let write = Write::SetExternalId(of, name.map(str::to_owned));
        store.write_all(vec![write], NOW).await.unwrap();
    };
    set(user, Some("first")).await;
    set(user, Some("a-1")).await;
    set(other, Some("a-1")).await;
    set(staff, Some("a-1")).await;
    assert_eq!(
        store.external_id(user).await.unwrap().as_deref(),
        Some("a-1")
    );
    let known = store.users_known_as("a-1", 9).await.unwrap();
    assert_eq!(known, [user_id(1), user_id(2)]);
    assert_eq!(store.users_known_as("a-1", 1).await.unwrap(), [user_id(1)]);
    assert_eq!(store.users_known_as("A-1", 9).await.unwrap(), []);
    let known = store.groups_known_as("a-1", 9).await.unwrap();
    assert_eq!(known, [group(1, "staff").id]);
    set(other, None).await;
    assert_eq!(store.external_id(other).await.unwrap(), None);
    let seen = User::clone(&store.user(user_id(1)).await.unwrap().unwrap());
    assert!(store.remove_user(seen, NOW).await.unwrap());
    assert_eq!(store.users_known_as("a-1", 9).await.unwrap(), []);
    let seen = store.group(group(1, "staff").id).await.unwrap().unwrap();
    assert!(store.remove_group(seen, NOW).await.unwrap());
    assert_eq!(store.groups_known_as("a-1", 9).await.unwrap(), []);
}

/// Has person `n` be in these groups.
fn moved(n: u128, groups: &[&str]) -> Write {
    let before = alone(n).user;
    let after = User {
        groups: groups.iter().map(|&name| name.to_owned()).collect(),
        updated_at: after(1),
        ..before.clone()
    };
    Write::UpdateUser(Box::new(UserUpdate {
        before,
        after,
        password: None,
    }))
}

pub async fn groups_are_written_with_their_members(store: &dyn Store) {
    for n in [1, 2, 3] {
        store.create_user(alone(n)).await.unwrap();
    }
    let staff = group(1, "staff");
    let writes = vec![
        Write::CreateGroup(staff.clone()),
        moved(1, &["staff"]),
        moved(2, &["staff"]),
    ];
    store.write_all(writes, after(1)).await.unwrap();
    let ids = store.members(staff.id, None, 9).await.unwrap();
    assert_eq!(ids, [user_id(1), user_id(2)]);
    let rest = store.members(staff.id, Some(user_id(1)), 9).await.unwrap();
    assert_eq!(rest, [user_id(2)]);

    let renamed = Group {
        name: "crew".to_owned(),
        updated_at: after(2),
        ..staff.clone()
    };
    let update = Write::UpdateGroup {
        before: staff.clone(),
        after: renamed.clone(),
    };
    let writes = vec![moved(3, &["staff"]), update.clone()];
    store.write_all(writes, after(2)).await.unwrap();
    assert_eq!(store.members(staff.id, None, 9).await.unwrap().len(), 3);
    let third = store.user(user_id(3)).await.unwrap().unwrap();
    assert_eq!(third.groups, ["crew"]);
    assert_ne!(*third, user(3));

    let stale = store.write_all(vec![update], after(3)).await;
    assert!(matches!(stale, Err(StoreError::Stale)));
    let taken = Write::CreateGroup(group(9, "crew"));
    let writes = vec![Write::CreateGroup(group(8, "new")), taken];
    let taken = store.write_all(writes, after(3)).await;
    assert!(matches!(taken, Err(StoreError::Taken("group name"))));
    assert_eq!(store.group_by_name("new").await.unwrap(), None);
}
