//! Ends of everything of a kind.

use super::samples::{
    after, begins, client, grant, grant_id, offline, session, session_id, with_grants,
};
use crate::model::{Ended, Ending, Grant, Session, SessionId};
use crate::store::{Page, Store};
use uuid::Uuid;

/// The end of a kind as it is kept.
async fn ending(store: &dyn Store, what: Ended) -> Ending {
    let endings = store.endings().await.unwrap();
    let mut endings = endings.into_iter();
    endings.find(|ending| ending.what == what).unwrap()
}

/// Has everything ended that is to, two at a time; how often it went on.
async fn carried_out(store: &dyn Store, what: Ended) -> u32 {
    let mut times = 0;
    loop {
        let ending = ending(store, what).await;
        if ending.done_at.is_some() {
            return times;
        }
        store.carry_on(ending, 2, after(20)).await.unwrap();
        times += 1;
    }
}

/// Three sessions that began before the millisecond 5 ended, and one that began later, with a family
/// each and one that outlives its session, at an app that is to be told.
async fn at_work(store: &dyn Store) -> SessionId {
    let mut app = client("app");
    app.metadata.backchannel_logout_uri = Some("https://app.example/logout".to_owned());
    store.put_client(app).await.unwrap();
    let later = SessionId(Uuid::from_u128(6 << 80));
    let new = Session {
        id: later,
        ..session(9)
    };
    for session in [session(1), session(2), session(3), new] {
        store.begin_session(begins(session)).await.unwrap();
    }
    store.end_session(session_id(2), after(1)).await.unwrap();
    let of = |n, session_id| Grant {
        session_id,
        ..grant(n)
    };
    let families = [
        of(1, session_id(1)),
        of(2, session_id(3)),
        of(3, later),
        offline(4),
    ];
    with_grants(store, families).await;
    later
}

async fn told(store: &dyn Store) -> Vec<u128> {
    let page = Page {
        after: None,
        limit: 50,
    };
    let told = store.logouts(page).await.unwrap();
    let mut told: Vec<_> = told.iter().map(|one| one.session_id.0.as_u128()).collect();
    told.sort_unstable();
    told
}

pub async fn all_sessions_end_and_their_apps_are_told(store: &dyn Store) {
    let later = at_work(store).await;
    let order = store.end_everything(vec![Ended::Sessions], 5, after(9));
    order.await.unwrap();
    assert_eq!(ending(store, Ended::Sessions).await.done_at, None);
    assert_eq!(carried_out(store, Ended::Sessions).await, 2);
    let ends = [
        (session_id(1), Some(9)),
        (session_id(2), Some(1)),
        (later, None),
    ];
    for (id, ended_at) in ends {
        let session = store.session(id).await.unwrap().unwrap();
        assert_eq!(session.ended_at, ended_at.map(after), "{id}");
    }
    for (n, lives) in [(1, false), (2, false), (3, true), (4, true)] {
        let grant = store.current_grant(grant_id(n)).await.unwrap().unwrap();
        assert_eq!(grant.ended_at.is_none(), lives, "family {n}");
    }
    assert_eq!(told(store).await, [1, 3]);
}

pub async fn all_families_end_and_nobody_is_told_twice(store: &dyn Store) {
    at_work(store).await;
    let both = vec![Ended::Sessions, Ended::Families];
    store.end_everything(both, 5, after(9)).await.unwrap();
    carried_out(store, Ended::Sessions).await;
    carried_out(store, Ended::Families).await;
    for n in 1..=4 {
        let grant = store.current_grant(grant_id(n)).await.unwrap().unwrap();
        assert_eq!(grant.ended_at, Some(after(9)), "family {n}");
    }
    // Family 3 is of the session that goes on.
    assert_eq!(told(store).await, [1, 3, 6 << 80]);
}

pub async fn an_end_is_carried_out_by_one_and_the_latest_counts(store: &dyn Store) {
    at_work(store).await;
    let sessions = || vec![Ended::Sessions];
    store.end_everything(sessions(), 5, after(9)).await.unwrap();
    let seen = ending(store, Ended::Sessions).await;
    store.carry_on(seen, 1, after(20)).await.unwrap();
    let reached = ending(store, Ended::Sessions).await;
    assert_eq!(reached.reached, session_id(1).0);
    // Somebody else saw what has become of it meanwhile.
    store.carry_on(seen, 2, after(20)).await.unwrap();
    assert_eq!(ending(store, Ended::Sessions).await, reached);
    store
        .end_everything(sessions(), 4, after(10))
        .await
        .unwrap();
    assert_eq!(ending(store, Ended::Sessions).await, reached);
    store
        .end_everything(sessions(), 7, after(10))
        .await
        .unwrap();
    let again = ending(store, Ended::Sessions).await;
    assert_eq!((again.until, again.at), (7, after(10)));
    assert_eq!((again.reached, again.done_at), (Uuid::nil(), None));
}
