//! What operators look through.

use super::samples::{
    NOW, account, after, begins, change, client, consent, grant, is_open, lives, offline, owner,
    session, user, user_id, with_grants,
};
use crate::model::{Role, User};
use crate::store::{People, Store, StoreError, Write};

/// The numbers of the people in a list, read in pages of `limit`.
async fn numbers(store: &dyn Store, people: People, limit: u32) -> Vec<u128> {
    let mut all = Vec::new();
    let mut place = None;
    loop {
        let page = store.people(people.clone(), place, limit).await.unwrap();
        assert!(page.len() <= limit as usize);
        let Some(last) = page.last() else { return all };
        place = Some(last.place.clone());
        all.extend(page.iter().map(|listed| listed.user.id.0.as_u128()));
    }
}

/// Persons 1 to 5; 4 is shut out, 5 is an owner.
async fn with_five(store: &dyn Store) {
    for n in 1..=4 {
        store.create_user(account(n)).await.unwrap();
    }
    store.set_disabled(user_id(4), true, NOW).await.unwrap();
    store.create_user(owner(5)).await.unwrap();
}

pub async fn lists_go_on_where_they_ended(store: &dyn Store) {
    with_five(store).await;
    for limit in [1, 2, 100] {
        assert_eq!(numbers(store, People::ByName, limit).await, [1, 2, 3, 4, 5]);
        assert_eq!(numbers(store, People::Newest, limit).await, [5, 4, 3, 2, 1]);
        assert_eq!(numbers(store, People::Disabled, limit).await, [4]);
        assert_eq!(numbers(store, People::WithRoles, limit).await, [5]);
    }
}

pub async fn people_are_found_by_what_they_are_called_now(store: &dyn Store) {
    with_five(store).await;
    let found = |text: &str| numbers(store, People::Matching(text.to_owned()), 2);
    // By name and address both, and yet once.
    assert_eq!(found("person").await, [1, 2, 3, 4, 5]);
    assert_eq!(found("person3@").await, [3]);
    assert_eq!(found("person “2").await, [2]);
    for nothing in ["erson", "person%", "person_", "x"] {
        assert!(found(nothing).await.is_empty(), "{nothing}");
    }
    let mut renamed = user(3);
    renamed.username.key = "zoë".to_owned();
    renamed.claims.name = None;
    change(store, renamed).await.unwrap();
    assert_eq!(found("zo").await, [3]);
    assert!(found("person “3").await.is_empty());
    assert_eq!(found("person3").await, [3]);
}

pub async fn a_person_is_replaced_as_they_were_seen(store: &dyn Store) {
    store.create_user(account(1)).await.unwrap();
    store.begin_session(begins(session(1))).await.unwrap();
    with_grants(store, [offline(2)]).await;
    let seen = user(1);
    let changed = User {
        roles: vec![Role::HelpDesk],
        disabled_at: Some(after(1)),
        updated_at: after(1),
        ..seen.clone()
    };
    let replace =
        |before: &User, to: &User| store.replace_user(before.clone(), to.clone(), after(1));
    assert!(replace(&seen, &changed).await.unwrap());
    assert!(!replace(&seen, &seen).await.unwrap());
    assert_eq!(*store.user(seen.id).await.unwrap().unwrap(), changed);
    assert!(!is_open(store, 1).await && !lives(store, 2).await);
}

pub async fn the_last_owner_stays(store: &dyn Store) {
    store.create_user(owner(1)).await.unwrap();
    let mut shut_out = owner(2);
    shut_out.user.disabled_at = Some(NOW);
    store.create_user(shut_out).await.unwrap();
    let seen = owner(1).user;
    let demoted = user(1);
    let refused = |result: Result<bool, StoreError>| matches!(result, Err(StoreError::LastOwner));
    assert!(refused(
        store.replace_user(seen.clone(), demoted.clone(), NOW).await
    ));
    assert!(refused(store.remove_user(seen.clone(), NOW).await));
    let disabled = store.set_disabled(seen.id, true, NOW).await;
    assert!(matches!(disabled, Err(StoreError::LastOwner)));
    store
        .set_disabled(user_id(2), false, after(1))
        .await
        .unwrap();
    assert!(store.replace_user(seen, demoted, NOW).await.unwrap());
    let last = User::clone(&store.user(user_id(2)).await.unwrap().unwrap());
    assert!(refused(store.remove_user(last, NOW).await));
}

pub async fn who_is_removed_takes_everything_along(store: &dyn Store) {
    with_five(store).await;
    store.begin_session(begins(session(1))).await.unwrap();
    with_grants(store, [offline(2)]).await;
    let other = User {
        updated_at: after(1),
        ..user(1)
    };
    assert!(!store.remove_user(other, after(1)).await.unwrap());
    assert!(is_open(store, 1).await && lives(store, 2).await);
    assert!(store.remove_user(user(1), after(1)).await.unwrap());
    assert!(!store.remove_user(user(1), after(1)).await.unwrap());
    assert_eq!(store.user(user_id(1)).await.unwrap(), None);
    assert!(store.account_by_login("person1").await.unwrap().is_none());
    assert!(!is_open(store, 1).await && !lives(store, 2).await);
    let found = numbers(store, People::Matching("person1".to_owned()), 9).await;
    assert!(found.is_empty());
}

pub async fn sessions_and_consents_and_apps_come_in_pages(store: &dyn Store) {
    with_five(store).await;
    for n in 1..=3 {
        store.begin_session(begins(session(n))).await.unwrap();
    }
    with_grants(store, [grant(1), offline(2)]).await;
    let newest = store.live_sessions(None, 2, NOW).await.unwrap();
    assert_eq!(newest, [session(3), session(2)]);
    let rest = store
        .live_sessions(Some(newest[1].id), 9, NOW)
        .await
        .unwrap();
    assert_eq!(rest, [session(1)]);
    store
        .sign_out_everywhere(user_id(1), after(1))
        .await
        .unwrap();
    assert_eq!(store.live_sessions(None, 9, after(1)).await.unwrap(), []);
    assert!(!lives(store, 2).await);

    for name in ["app", "other_app", "third"] {
        store.put_client(client(name)).await.unwrap();
    }
    let ids = |part: &'static str, after: Option<&'static str>| async move {
        let after = after.map(super::samples::client_id);
        let found = store.clients_after(part, after.as_ref(), 2).await.unwrap();
        let ids = found.iter().map(|client| client.id.as_str().to_owned());
        ids.collect::<Vec<_>>()
    };
    assert_eq!(ids("", None).await, ["app", "other_app"]);
    assert_eq!(ids("", Some("other_app")).await, ["third"]);
    assert_eq!(ids("HE THIRD", None).await, ["third"]);
    assert_eq!(ids("r_a", None).await, ["other_app"]);
    assert!(ids("%", None).await.is_empty());
    assert!(store.clients_after("", None, 0).await.unwrap().is_empty());

    for n in 1..=3 {
        let given = consent(n, "app", "openid", 0);
        store.remember_consent(given).await.unwrap();
    }
    let app = super::samples::client_id("app");
    let given = store.consents_at(&app, Some(user_id(1)), 9).await.unwrap();
    assert_eq!(
        given,
        [
            consent(2, "app", "openid", 0),
            consent(3, "app", "openid", 0)
        ]
    );
}

pub async fn apps_are_found_in_whatever_case_among_many(store: &dyn Store) {
    let named = |(n, name): (usize, &str)| {
        let mut app = client(&format!("App-{n:04}"));
        app.metadata.client_name = Some(name.to_owned());
        Write::CreateClient(Box::new(app))
    };
    let others = (0..=1200).map(|n| (n, "Other"));
    let wanted = [
        (1201, "Übersicht"),
        (1202, "Журнал"),
        (1203, "Οδός & Straße"),
    ];
    let all = others.chain(wanted).map(named).collect();
    store.write_all(all, NOW).await.unwrap();
    let found = async |part: &str| {
        let found = store.clients_after(part, None, 2).await.unwrap();
        let ids = found.iter().map(|client| client.id.as_str().to_owned());
        ids.collect::<Vec<_>>()
    };
    for (parts, id) in [
        (["Übersicht", "übersicht", "ÜBERS"], "App-1201"),
        (["журнал", "Журнал", "УРНА"], "App-1202"),
        (["Οδός", "ΟΔΌΣ", "STRASSE"], "App-1203"),
        (["APP-1200", "app-1200", "-1200"], "App-1200"),
    ] {
        for part in parts {
            assert_eq!(found(part).await, [id], "{part}");
        }
    }
    assert_eq!(found("other").await, ["App-0000", "App-0001"]);
    assert!(found("übersichten").await.is_empty());
}
