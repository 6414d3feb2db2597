//! Signed-in browsers.

use super::samples::{
    DAY, HOUR, NOW, after, begins, grant, is_open, lives, offline, session, session_id, user_id,
    with_grants,
};
use crate::model::{Grant, RefreshKind, Session, SessionSecretHash};
use crate::store::{NewSession, Store};
use std::time::Duration;

async fn with_sessions(store: &dyn Store, sessions: impl IntoIterator<Item = Session>) {
    for session in sessions {
        store.begin_session(begins(session)).await.unwrap();
    }
}

/// `session`, begun in the browser of session 1.
fn replacing(session: Session) -> NewSession {
    NewSession {
        replaces: Some(session_id(1)),
        ..begins(session)
    }
}

pub async fn what_began_comes_back(store: &dyn Store) {
    with_sessions(store, [session(1)]).await;
    let found = store.session(session_id(1)).await.unwrap();
    assert_eq!(found, Some(session(1).into()));
    assert_eq!(store.session(session_id(2)).await.unwrap(), None);
}

pub async fn a_sign_in_clears_its_counters(store: &dyn Store) {
    for key in [[1; 32], [2; 32], [3; 32]] {
        store.count_attempt(key, NOW, HOUR).await.unwrap();
    }
    let new = NewSession {
        clears_attempts: vec![[1; 32], [2; 32]],
        ..begins(session(1))
    };
    store.begin_session(new).await.unwrap();
    for (key, expected) in [([1; 32], 0), ([2; 32], 0), ([3; 32], 1)] {
        let seen = store.attempts(key, NOW, HOUR).await.unwrap();
        assert_eq!(seen.failures, expected);
    }
}

/// Session 1 as it goes on `seconds` after it began.
fn renewed(seconds: u64) -> Session {
    Session {
        secret_hash: SessionSecretHash([8; 32]),
        auth_time: after(seconds),
        acr: "2".to_owned(),
        amr: vec!["pwd".to_owned(), "otp".to_owned()],
        last_seen_at: after(seconds),
        expires_at: after(seconds).plus(DAY),
        address: "2001:db8::2".to_owned(),
        ..session(1)
    }
}

pub async fn a_session_goes_on_under_a_new_secret(store: &dyn Store) {
    with_sessions(store, [session(1)]).await;
    with_grants(store, [grant(1), offline(2)]).await;
    store.count_attempt([1; 32], NOW, HOUR).await.unwrap();
    let new = NewSession {
        clears_attempts: vec![[1; 32]],
        ..replacing(renewed(5))
    };
    assert!(store.begin_session(new).await.unwrap());

    let found = store.session(session_id(1)).await.unwrap();
    assert_eq!(found, Some(renewed(5).into()));
    assert!(lives(store, 1).await && lives(store, 2).await);
    let seen = store.attempts([1; 32], NOW, HOUR).await.unwrap();
    assert_eq!(seen.failures, 0);
}

pub async fn families_go_on_with_their_session(store: &dyn Store) {
    with_sessions(store, [session(1), session(2)]).await;
    let with = |n, change: fn(&mut Grant)| {
        let mut grant = grant(n);
        change(&mut grant);
        grant
    };
    let families = [
        with(1, |_| {}),
        with(2, |grant| grant.created_at = after(60)),
        with(3, |grant| grant.refresh = RefreshKind::None),
        with(4, |grant| grant.expires_at = after(60)),
        with(5, |grant| grant.refresh = RefreshKind::Offline),
        with(6, |grant| grant.session_id = session_id(2)),
        with(7, |_| {}),
    ];
    with_grants(store, families.clone()).await;
    store.end_grant(families[6].id, after(1)).await.unwrap();
    // The second time what has reached an end of its own stays there.
    for at in [50, 70] {
        let new = NewSession {
            families_live: DAY + Duration::from_secs(10),
            ..replacing(renewed(at))
        };
        assert!(store.begin_session(new).await.unwrap());
        for (family, later) in families.iter().zip([10, at, at, 0, 0, 0, 0]) {
            let found = store.grant(family.id).await.unwrap().unwrap();
            let expected = family.expires_at.plus(Duration::from_secs(later));
            assert_eq!(found.expires_at, expected, "{:?}", family.id);
        }
    }
}

pub async fn only_a_live_session_of_the_same_person_goes_on(store: &dyn Store) {
    with_sessions(store, [session(1)]).await;
    let somebody_else = Session {
        user_id: user_id(2),
        ..renewed(5)
    };
    let too_late = renewed(DAY.as_secs());
    for session in [somebody_else, too_late] {
        assert!(!store.begin_session(replacing(session)).await.unwrap());
    }
    store.end_session(session_id(1), after(6)).await.unwrap();
    assert!(!store.begin_session(replacing(renewed(7))).await.unwrap());
    let found = store.session(session_id(1)).await.unwrap().unwrap();
    assert_eq!((found.ended_at, found.auth_time), (Some(after(6)), NOW));
}

pub async fn families_end_when_somebody_else_signs_in(store: &dyn Store) {
    with_sessions(store, [session(1)]).await;
    with_grants(store, [grant(1), offline(2)]).await;
    let next = Session {
        user_id: user_id(2),
        ..session(2)
    };
    store.begin_session(replacing(next)).await.unwrap();

    assert!(!is_open(store, 1).await);
    assert!(is_open(store, 2).await);
    assert!(!lives(store, 1).await);
    assert!(lives(store, 2).await);
}

pub async fn a_session_that_cannot_begin_leaves_the_one_before(store: &dyn Store) {
    with_sessions(store, [session(1), session(2)]).await;
    with_grants(store, [grant(1)]).await;
    let known_already = store.begin_session(replacing(session(2))).await;
    assert!(known_already.is_err());
    assert!(is_open(store, 1).await);
    assert!(lives(store, 1).await);
}

pub async fn live_sessions_are_listed_newest_first(store: &dyn Store) {
    let short = Session {
        expires_at: after(10),
        ..session(3)
    };
    let of_another = Session {
        user_id: user_id(2),
        ..session(5)
    };
    with_sessions(store, [1, 2, 4].map(session)).await;
    with_sessions(store, [short, of_another]).await;
    store.end_session(session_id(2), after(1)).await.unwrap();
    let listed = store.sessions_of(user_id(1), after(10)).await.unwrap();
    assert_eq!(listed, [session(4), session(1)]);
}

pub async fn last_uses_never_move_back(store: &dyn Store) {
    with_sessions(store, [session(1), session(2)]).await;
    let seen = vec![(session_id(1), after(9)), (session_id(7), after(9))];
    store.touch_sessions(seen).await.unwrap();
    let many = (0..1200).map(|n| (session_id(n), after(4)));
    store.touch_sessions(many.collect()).await.unwrap();
    store.touch_sessions(Vec::new()).await.unwrap();
    for (n, expected) in [(1, after(9)), (2, after(4))] {
        let session = store.session(session_id(n)).await.unwrap();
        assert_eq!(session.unwrap().last_seen_at, expected);
    }
}

pub async fn an_ended_session_ends_all_families_but_offline_ones(store: &dyn Store) {
    with_sessions(store, [session(1), session(2)]).await;
    let elsewhere = crate::model::Grant {
        session_id: session_id(2),
        ..grant(3)
    };
    let once = crate::model::Grant {
        refresh: RefreshKind::None,
        ..grant(4)
    };
    with_grants(store, [grant(1), offline(2), elsewhere, once]).await;
    for seconds in [3, 8] {
        let ended = store.end_session(session_id(1), after(seconds)).await;
        ended.unwrap();
    }
    let session = store.session(session_id(1)).await.unwrap().unwrap();
    assert_eq!(session.ended_at, Some(after(3)));
    assert!(is_open(store, 2).await);
    for (n, expected) in [(1, false), (2, true), (3, true), (4, false)] {
        assert_eq!(lives(store, n).await, expected, "family {n}");
    }
}

pub async fn other_sessions_end_together(store: &dyn Store) {
    let stranger = Session {
        user_id: user_id(9),
        ..session(4)
    };
    with_sessions(store, [session(1), session(2), session(3), stranger]).await;
    let elsewhere = |n, of| crate::model::Grant {
        session_id: session_id(of),
        ..grant(n)
    };
    with_grants(store, [elsewhere(1, 1), elsewhere(2, 2), elsewhere(3, 3)]).await;
    let ended = store.end_other_sessions(session(1).user_id, session_id(2), after(5));
    ended.await.unwrap();
    for (n, expected) in [(1, false), (2, true), (3, false), (4, true)] {
        assert_eq!(is_open(store, n).await, expected, "session {n}");
    }
    for (n, expected) in [(1, false), (2, true), (3, false)] {
        assert_eq!(lives(store, n).await, expected, "family {n}");
    }
}
