//! Ends of everything of a kind.

use super::samples::{
    NOW, after, begins, client, client_id, grant, grant_id, offline, session, session_id,
    with_grants,
};
use crate::model::{
    DeviceGrant, DeviceState, Ended, Ending, Grant, GrantId, Session, SessionId, UserCodeHash,
};
use crate::oidc::ScopeSet;
use crate::store::{DeviceCaps, Page, Store};
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

/// The session that begins after the others were ended.
const LATER: SessionId = SessionId(Uuid::from_u128(6 << 80));

/// Three sessions that began up to the millisecond 5, one of them ended, with a family each but for
/// that one, and a family that outlives its session, at an app that is to be told.
async fn at_work(store: &dyn Store) {
    let mut app = client("app");
    app.metadata.backchannel_logout_uri = Some("https://app.example/logout".to_owned());
    store.put_client(app).await.unwrap();
    for session in [session(1), session(2), session(3)] {
        store.begin_session(begins(session)).await.unwrap();
    }
    store.end_session(session_id(2), after(1)).await.unwrap();
    let families = [
        family(1, session_id(1)),
        family(2, session_id(3)),
        offline(4),
    ];
    with_grants(store, families).await;
}

fn family(n: u128, session_id: SessionId) -> Grant {
    Grant {
        session_id,
        ..grant(n)
    }
}

/// One more session, with a family.
async fn goes_on(store: &dyn Store) {
    let new = Session {
        id: LATER,
        ..session(9)
    };
    store.begin_session(begins(new)).await.unwrap();
    with_grants(store, [family(3, LATER)]).await;
}

async fn order(store: &dyn Store, what: Ended, until: i64, at: u64) {
    let order = store.end_everything(vec![what], until, after(at));
    order.await.unwrap();
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
    at_work(store).await;
    order(store, Ended::Sessions, 5, 9).await;
    goes_on(store).await;
    assert_eq!(ending(store, Ended::Sessions).await.done_at, None);
    assert_eq!(carried_out(store, Ended::Sessions).await, 2);
    let ends = [
        (session_id(1), Some(9)),
        (session_id(2), Some(1)),
        (LATER, None),
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
    order(store, Ended::Sessions, 5, 9).await;
    goes_on(store).await;
    order(store, Ended::Families, 5, 9).await;
    carried_out(store, Ended::Sessions).await;
    carried_out(store, Ended::Families).await;
    for n in 1..=4 {
        let grant = store.current_grant(grant_id(n)).await.unwrap().unwrap();
        assert_eq!(grant.ended_at, Some(after(9)), "family {n}");
    }
    // Family 3 is of the session that goes on.
    assert_eq!(told(store).await, [1, 3, 6 << 80]);
}

pub async fn what_a_clock_ahead_has_begun_ends_too(store: &dyn Store) {
    at_work(store).await;
    goes_on(store).await;
    let ahead = |millis: u128| GrantId(Uuid::from_u128(millis << 80 | 1));
    let family = Grant {
        id: ahead(70),
        ..offline(5)
    };
    with_grants(store, [family]).await;
    order(store, Ended::Sessions, 5, 9).await;
    order(store, Ended::Families, 5, 9).await;
    assert_eq!(ending(store, Ended::Sessions).await.until, 6);
    assert_eq!(ending(store, Ended::Families).await.until, 70);
    carried_out(store, Ended::Sessions).await;
    carried_out(store, Ended::Families).await;
    let session = store.session(LATER).await.unwrap().unwrap();
    assert_eq!(session.ended_at, Some(after(9)));
    let family = store.current_grant(ahead(70)).await.unwrap().unwrap();
    assert_eq!(family.ended_at, Some(after(9)));

    let device = DeviceGrant {
        id: ahead(80),
        user_code_hash: UserCodeHash([8; 32]),
        client_id: client_id("app"),
        scope: ScopeSet::parse("openid"),
        state: DeviceState::Pending,
        expires_at: after(600),
    };
    let caps = DeviceCaps {
        of_client: 1,
        in_all: 1,
    };
    store.begin_device(device, NOW, caps).await.unwrap();
    order(store, Ended::Families, 5, 10).await;
    let again = ending(store, Ended::Families).await;
    assert_eq!((again.until, again.at), (80, after(10)));
}

pub async fn an_end_is_carried_out_by_one_and_the_latest_counts(store: &dyn Store) {
    at_work(store).await;
    order(store, Ended::Sessions, 5, 9).await;
    let seen = ending(store, Ended::Sessions).await;
    store.carry_on(seen, 1, after(20)).await.unwrap();
    let reached = ending(store, Ended::Sessions).await;
    assert_eq!(reached.reached, session_id(1).0);
    // Somebody else saw what has become of it meanwhile.
    store.carry_on(seen, 2, after(20)).await.unwrap();
    assert_eq!(ending(store, Ended::Sessions).await, reached);
    order(store, Ended::Sessions, 4, 10).await;
    assert_eq!(ending(store, Ended::Sessions).await, reached);
    order(store, Ended::Sessions, 7, 10).await;
    let again = ending(store, Ended::Sessions).await;
    assert_eq!((again.until, again.at), (7, after(10)));
    assert_eq!((again.reached, again.done_at), (Uuid::nil(), None));
}
