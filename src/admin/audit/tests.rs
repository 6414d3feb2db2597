//! The chain, and what breaks it.

use super::{Broken, End, Verified, export, verify};
use crate::admin::part::Wanted;
use crate::admin::testing::Deployment;
use crate::admin::users::{self, NewUser, UserChange, import};
use crate::admin::{Desk, events};
use crate::flow::audit;
use crate::model::Role;
use crate::store::EventFilter;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::time::Duration;

/// A deployment with `count` events in the chain.
async fn with_events(count: usize) -> Deployment {
    let deployment = Deployment::open().await;
    while audit::advance(&deployment.services).await.unwrap() {}
    let before = verify(&deployment.desk()).await.unwrap().last;
    for _ in usize::try_from(before).unwrap()..count {
        let event = deployment.services.event("user.changed");
        let recorded = deployment.services.store.record(vec![event]);
        recorded.await.unwrap();
    }
    let verified = verify(&deployment.desk()).await.unwrap();
    assert_eq!(verified.broken, None);
    assert_eq!(verified.last, i64::try_from(count).unwrap());
    deployment
}

/// What a look at the chain finds after somebody did this to the database.
async fn after(deployment: &Deployment, sql: &str) -> Option<Broken> {
    let conn = Connection::open(deployment.folder.path().join("data/signet.db")).unwrap();
    conn.execute_batch(sql).unwrap();
    verify(&deployment.desk()).await.unwrap().broken
}

#[tokio::test]
async fn an_altered_event_is_named() {
    let deployment = with_events(5).await;
    let sql = "UPDATE events SET actor = 'anonymous' WHERE position = 3";
    let broken = after(&deployment, sql).await;
    assert!(
        matches!(broken, Some(Broken::Altered { position: 3, .. })),
        "{broken:?}"
    );
}

#[tokio::test]
async fn a_removed_event_is_named_wherever_it_was() {
    for position in [1, 3, 5] {
        let deployment = with_events(5).await;
        let sql = format!("DELETE FROM events WHERE position = {position}");
        let broken = after(&deployment, &sql).await;
        assert_eq!(broken, Some(Broken::Removed(position)));
    }
}

#[tokio::test]
async fn events_in_another_order_are_found() {
    let deployment = with_events(5).await;
    let sql = "
        UPDATE events SET position = 100 WHERE position = 2;
        UPDATE events SET position = 2 WHERE position = 3;
        UPDATE events SET position = 3 WHERE position = 100";
    let broken = after(&deployment, sql).await;
    assert!(
        matches!(broken, Some(Broken::Altered { position: 2, .. })),
        "{broken:?}"
    );
}

/// Who removes the end, and says that it ends before, lacks the key for that.
#[tokio::test]
async fn another_end_is_found() {
    let deployment = with_events(5).await;
    let sql = "
        DELETE FROM events WHERE position = 5;
        UPDATE audit_marks SET position = 4, hash = (SELECT hash FROM events WHERE position = 4)
        WHERE name = 'head'";
    let broken = after(&deployment, sql).await;
    assert_eq!(broken, Some(Broken::Mark(End::Head)));
}

#[tokio::test]
async fn the_chain_is_good_after_old_events_are_cut_off() {
    let deployment = with_events(3).await;
    deployment.clock.advance(Duration::from_hours(48));
    let event = deployment.services.event("user.changed");
    let recorded = deployment.services.store.record(vec![event]);
    recorded.await.unwrap();
    assert_eq!(verify(&deployment.desk()).await.unwrap().last, 4);
    let since = deployment.services.now().minus(Duration::from_hours(24));
    while audit::cut(&deployment.services, since).await.unwrap() {}
    let verified = verify(&deployment.desk()).await.unwrap();
    let expected = Verified {
        first: 4,
        last: 4,
        broken: None,
    };
    assert_eq!(verified, expected);
    let all = EventFilter::default();
    let left = export(&deployment.desk(), &all, 0).await.unwrap().unwrap();
    assert_eq!((left.events.len(), left.next), (1, 4));
    let none = EventFilter {
        kind: Some("client".to_owned()),
        ..all
    };
    let part = export(&deployment.desk(), &none, 0).await.unwrap().unwrap();
    assert!(part.events.is_empty());
    let end = export(&deployment.desk(), &none, part.next).await.unwrap();
    assert_eq!(end, None);
    // The beginning is proven as well.
    let sql = "
        UPDATE audit_marks SET position = 2, hash = x'00' WHERE name = 'start'";
    let conn = Connection::open(deployment.folder.path().join("data/signet.db")).unwrap();
    assert!(conn.execute_batch(sql).is_ok());
    assert!(verify(&deployment.desk()).await.is_err(), "no hash");
}

#[tokio::test]
async fn security_k_only_those_who_may_read_events() {
    let deployment = with_events(2).await;
    for (role, may) in [
        (Role::Owner, true),
        (Role::Auditor, true),
        (Role::HelpDesk, false),
        (Role::GroupAdministrator("staff".to_owned()), false),
    ] {
        let done = verify(&deployment.desk_of(role)).await;
        assert_eq!(done.is_ok(), may);
    }
}

/// Newest first: kind and the details that are there.
async fn log_of(desk: &Desk<'_>, kind: &str) -> Vec<BTreeMap<String, String>> {
    let filter = EventFilter {
        kind: Some(kind.to_owned()),
        ..EventFilter::default()
    };
    let part = events::part(desk, filter, &Wanted::default())
        .await
        .unwrap();
    let details = part.items.into_iter().map(|event| event.detail);
    details
        .map(|detail| {
            let detail = detail.into_iter();
            detail
                .map(|(name, value)| (name.into_owned(), value))
                .collect()
        })
        .collect()
}

#[tokio::test]
async fn security_m_the_log_says_who_got_which_role_and_group_and_who_was_removed() {
    let deployment = Deployment::open().await;
    let desk = &deployment.desk();
    let new = NewUser {
        username: "Bob".to_owned(),
        groups: vec!["staff".to_owned()],
        roles: Some(vec![Role::Auditor]),
        ..NewUser::default()
    };
    let bob = users::add(desk, new).await.unwrap().user;
    let made = &log_of(desk, "user.created").await[0];
    assert_eq!(
        (&*made["roles_added"], &*made["groups_added"]),
        ("auditor", "staff")
    );

    let roles = vec![Role::Owner, Role::GroupAdministrator("staff".to_owned())];
    users::set_roles(desk, bob.id, None, roles).await.unwrap();
    let change = &log_of(desk, "user.changed").await[0];
    assert_eq!(change["roles_added"], "owner, group_administrator:staff");
    assert_eq!(change["roles_removed"], "auditor");
    assert!(!change.contains_key("groups_added"));

    let moved = UserChange {
        groups: Some(vec!["admins".to_owned()]),
        ..UserChange::default()
    };
    users::change(desk, bob.id, None, moved).await.unwrap();
    let change = &log_of(desk, "user.changed").await[0];
    assert_eq!(
        (&*change["groups_added"], &*change["groups_removed"]),
        ("admins", "staff")
    );
    assert!(!change.contains_key("roles_added"));

    let entries = r#"[{"username": "carol", "groups": ["admins"]}]"#;
    let entries = import::read(entries, None).unwrap();
    let import = import::plan(desk, entries).await.unwrap();
    import::save(desk, import.accounts).await.unwrap();
    assert_eq!(
        log_of(desk, "users.imported").await[0]["groups_added"],
        "admins"
    );

    let carol = users::find(desk, "carol").await.unwrap().user;
    users::remove(desk, carol.id, None).await.unwrap();
    assert_eq!(log_of(desk, "user.removed").await[0]["username"], "carol");
}
