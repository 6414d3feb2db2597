//! What apps are to be told of sessions that have ended.

use super::samples::{
    DAY, NOW, account, after, begins, client, client_id, grant, hash, offline, session, session_id,
    user_id, with_grants,
};
use crate::model::{DeliveryState, Grant, LogoutDelivery, LogoutId, RefreshKind, Session};
use crate::store::{Attempted, NewSession, Page, Store};
use futures_util::future::join_all;

/// The apps "app" and "other", which want to be told, and "deaf", which does not.
async fn with_apps(store: &dyn Store) {
    for name in ["app", "other", "deaf"] {
        let mut client = client(name);
        let uri = format!("https://{name}.example/logout");
        client.metadata.backchannel_logout_uri = (name != "deaf").then_some(uri);
        store.put_client(client).await.unwrap();
    }
}

/// Family `n` of session `session` at `name`.
fn at(n: u128, session: u128, name: &str) -> Grant {
    Grant {
        client_id: client_id(name),
        session_id: session_id(session),
        refresh: RefreshKind::None,
        ..grant(n)
    }
}

async fn begun(store: &dyn Store, sessions: impl IntoIterator<Item = Session>) {
    for session in sessions {
        store.begin_session(begins(session)).await.unwrap();
    }
}

async fn all(store: &dyn Store) -> Vec<LogoutDelivery> {
    let page = Page {
        after: None,
        limit: 100,
    };
    store.logouts(page).await.unwrap()
}

/// Which app is to be told of which session, in alphabetical order.
async fn told(store: &dyn Store) -> Vec<(String, u128)> {
    let all = all(store).await;
    let mut told: Vec<_> = all
        .iter()
        .map(|one| (one.client_id.to_string(), one.session_id.0.as_u128()))
        .collect();
    told.sort();
    told
}

pub async fn apps_that_want_to_be_told_are_told_once(store: &dyn Store) {
    with_apps(store).await;
    begun(store, [session(1), session(2)]).await;
    let ended = Grant {
        ended_at: Some(after(1)),
        ..at(3, 1, "other")
    };
    let grants = [
        at(1, 1, "app"),
        at(2, 1, "app"),
        ended,
        at(4, 1, "deaf"),
        at(5, 2, "app"),
        at(6, 1, "unknown"),
    ];
    with_grants(store, grants).await;
    let made = store.end_session(session_id(1), after(5)).await.unwrap();
    let again = store.end_session(session_id(1), after(6)).await.unwrap();
    assert_eq!((made.len(), again), (2, Vec::new()));
    let expected = ["app", "other"].map(|name| (name.to_owned(), 1));
    assert_eq!(told(store).await, expected);
    let (mut latest, page) = (all(store).await, |after, limit| Page { after, limit });
    latest.reverse();
    let found = store.latest_logouts(page(None, 9)).await.unwrap();
    assert_eq!(found, latest);
    let before = store.latest_logouts(page(Some(latest[0].id), 9)).await;
    assert_eq!(before.unwrap(), latest[1..]);

    let due = store.due_logouts(after(4), 10).await.unwrap();
    assert_eq!(due, []);
    let due = store.due_logouts(after(5), 10).await.unwrap();
    assert_eq!(due.len(), 2);
    assert_eq!(store.due_logouts(after(5), 1).await.unwrap().len(), 1);
    let of_app = due.into_iter().find(|one| one.client_id.as_str() == "app");
    let id = LogoutId::of(after(5), session_id(1), &client_id("app"));
    let expected = LogoutDelivery {
        id,
        client_id: client_id("app"),
        user_id: user_id(1),
        subject: None,
        session_id: session_id(1),
        state: DeliveryState::Waiting,
        attempts: 0,
        next_attempt_at: after(5),
        last_attempt_at: None,
        last_status: None,
        last_error: None,
        created_at: after(5),
    };
    assert_eq!(of_app, Some(expected));
    assert!(made.contains(&id));
}

pub async fn apps_are_told_when_somebody_else_signs_in(store: &dyn Store) {
    with_apps(store).await;
    begun(store, [session(1)]).await;
    with_grants(store, [at(1, 1, "app")]).await;
    let again = |session| NewSession {
        replaces: Some(session_id(1)),
        ..begins(session)
    };
    store.begin_session(again(session(1))).await.unwrap();
    assert_eq!(told(store).await, [], "the same person, the same session");
    let somebody_else = Session {
        user_id: user_id(2),
        ..session(2)
    };
    store.begin_session(again(somebody_else)).await.unwrap();
    assert_eq!(told(store).await, [("app".to_owned(), 1)]);
}

pub async fn apps_are_told_when_everything_ends(store: &dyn Store) {
    with_apps(store).await;
    store.create_user(account(1)).await.unwrap();
    for by_password in [false, true] {
        let base = if by_password { 10 } else { 0 };
        let of_another = Session {
            user_id: user_id(2),
            ..session(base + 3)
        };
        begun(store, [session(base + 1), session(base + 2), of_another]).await;
        let outlived = Grant {
            session_id: session_id(base + 2),
            ..offline(base + 2)
        };
        let elsewhere = Grant {
            user_id: user_id(2),
            ..at(base + 3, base + 3, "app")
        };
        with_grants(store, [at(base + 1, base + 1, "app"), outlived, elsewhere]).await;
        store
            .end_session(session_id(base + 2), after(1))
            .await
            .unwrap();
        let before = told(store).await.len();
        if by_password {
            let password = hash("new");
            let set = store.set_password(user_id(1), password, true, after(2));
            set.await.unwrap();
        } else {
            store
                .set_disabled(user_id(1), true, after(2))
                .await
                .unwrap();
        }
        let told = told(store).await;
        assert_eq!(told.len(), before + 2, "{told:?}");
        let other = told.iter().find(|(_, session)| *session == base + 3);
        assert_eq!(other, None);
    }
}

pub async fn an_attempt_is_made_by_one(store: &dyn Store) {
    with_apps(store).await;
    begun(store, [session(1)]).await;
    with_grants(store, [at(1, 1, "app")]).await;
    let made = store.end_session(session_id(1), NOW).await.unwrap();
    let claims = (0..8).map(|_| store.claim_logout(made[0], 0, Some(after(15))));
    let claims = join_all(claims).await;
    let won = claims.into_iter().filter(|won| *won.as_ref().unwrap());
    assert_eq!(won.count(), 1);
    assert_eq!(store.due_logouts(after(14), 9).await.unwrap(), []);
    let due = store.due_logouts(after(15), 9).await.unwrap();
    assert_eq!((due.len(), due[0].attempts), (1, 1));

    assert!(store.claim_logout(made[0], 1, None).await.unwrap());
    assert_eq!(store.due_logouts(NOW.plus(DAY), 9).await.unwrap(), []);
    assert_eq!(all(store).await[0].state, DeliveryState::Failed);
    assert!(!store.claim_logout(made[0], 2, None).await.unwrap());
}

pub async fn what_was_answered_is_kept(store: &dyn Store) {
    with_apps(store).await;
    begun(store, [session(1)]).await;
    with_grants(store, [at(1, 1, "app")]).await;
    let made = store.end_session(session_id(1), NOW).await.unwrap();
    store
        .claim_logout(made[0], 0, Some(after(15)))
        .await
        .unwrap();
    let failed = Attempted {
        delivered: false,
        status: None,
        error: Some("no answer in time".to_owned()),
        at: after(5),
    };
    store.note_logout(made[0], failed).await.unwrap();
    let seen = all(store).await.remove(0);
    assert_eq!(seen.state, DeliveryState::Waiting);
    assert_eq!(seen.last_attempt_at, Some(after(5)));
    assert_eq!(seen.last_status, None);
    assert_eq!(seen.last_error.as_deref(), Some("no answer in time"));

    store.claim_logout(made[0], 1, None).await.unwrap();
    let delivered = Attempted {
        delivered: true,
        status: Some(204),
        error: None,
        at: after(16),
    };
    store.note_logout(made[0], delivered).await.unwrap();
    let seen = all(store).await.remove(0);
    assert_eq!(seen.state, DeliveryState::Delivered);
    assert_eq!((seen.last_status, seen.last_error), (Some(204), None));
}

pub async fn deliveries_are_forgotten_after_a_week(store: &dyn Store) {
    with_apps(store).await;
    begun(store, [session(1)]).await;
    with_grants(store, [at(1, 1, "app")]).await;
    store.end_session(session_id(1), after(1)).await.unwrap();
    store.sweep(NOW.plus(DAY * 7), 10).await.unwrap();
    assert_eq!(all(store).await.len(), 1);
    let end = after(1).plus(DAY * 7);
    store.sweep(end, 10).await.unwrap();
    assert_eq!(all(store).await, []);
}

pub async fn clients_of_a_session_are_known(store: &dyn Store) {
    begun(store, [session(1), session(2)]).await;
    with_grants(store, [at(1, 1, "b"), at(2, 1, "a"), at(3, 1, "b")]).await;
    with_grants(store, [at(4, 2, "c")]).await;
    let clients = store.clients_of_session(session_id(1)).await.unwrap();
    assert_eq!(clients, [client_id("a"), client_id("b")]);
}
