//! Token families, and single access tokens that were revoked.

use super::samples::{
    DAY, HOUR, NOW, after, client_id, grant, grant_id, lives, offline, user_id, with_grants,
};
use crate::clock::Timestamp;
use crate::model::{Grant, RefreshKind, TokenId};
use crate::store::{Redemption, Rotation, Store};
use futures_util::future::join_all;
use std::time::Duration;
use uuid::Uuid;

const WINDOW: Duration = Duration::from_secs(30);

async fn rotate(store: &dyn Store, generation: i64, now: Timestamp) -> Rotation {
    let rotation = store.rotate(grant_id(1), generation, now, HOUR, WINDOW);
    rotation.await.unwrap()
}

pub async fn what_is_redeemed_comes_back(store: &dyn Store) {
    let kinds = [RefreshKind::None, RefreshKind::Online, RefreshKind::Offline];
    for (n, refresh) in (1..).zip(kinds) {
        let given = Grant {
            refresh,
            ..grant(n)
        };
        let redemption = store.redeem(given.clone().into()).await.unwrap();
        assert_eq!(redemption, Redemption::First);
        assert_eq!(store.grant(given.id).await.unwrap(), Some(given.into()));
    }
    assert_eq!(store.grant(grant_id(9)).await.unwrap(), None);
}

pub async fn a_replay_ends_the_family(store: &dyn Store) {
    with_grants(store, [grant(1), grant(2)]).await;
    let again = Grant {
        created_at: after(7),
        ..grant(1)
    };
    let replay = store.redeem(again.clone().into()).await.unwrap();
    assert_eq!(replay, Redemption::Replay);
    let ended = Grant {
        ended_at: Some(after(7)),
        ..grant(1)
    };
    assert_eq!(store.grant(grant_id(1)).await.unwrap(), Some(ended.into()));
    assert!(lives(store, 2).await);
    assert_eq!(
        store.redeem(again.into()).await.unwrap(),
        Redemption::Replay
    );
}

pub async fn one_of_many_redemptions_is_first(store: &dyn Store) {
    let redemptions = join_all((0..64).map(|_| store.redeem(grant(1).into()))).await;
    let first = redemptions
        .into_iter()
        .filter(|done| matches!(done, Ok(Redemption::First)));
    assert_eq!(first.count(), 1);
    assert!(!lives(store, 1).await);
}

pub async fn a_refresh_raises_the_generation(store: &dyn Store) {
    with_grants(store, [offline(1)]).await;
    let expected = Grant {
        generation: 1,
        rotated_at: after(60),
        ..offline(1)
    };
    let rotation = rotate(store, 0, after(60)).await;
    assert_eq!(rotation, Rotation::Rotated(expected.clone().into()));
    assert_eq!(
        store.grant(grant_id(1)).await.unwrap(),
        Some(expected.into())
    );
    let next = rotate(store, 1, after(120)).await;
    assert!(matches!(next, Rotation::Rotated(grant) if grant.generation == 2));
}

pub async fn the_generation_before_is_forgiven_within_the_window(store: &dyn Store) {
    with_grants(store, [grant(1)]).await;
    rotate(store, 0, after(60)).await;
    let kept = store.grant(grant_id(1)).await.unwrap().unwrap();
    let retried = rotate(store, 0, after(89)).await;
    assert_eq!(retried, Rotation::Retried(kept.clone()));
    assert_eq!(store.grant(grant_id(1)).await.unwrap(), Some(kept));
}

pub async fn a_retry_after_the_window_ends_the_family(store: &dyn Store) {
    with_grants(store, [grant(1)]).await;
    rotate(store, 0, after(60)).await;
    assert_eq!(rotate(store, 0, after(90)).await, Rotation::Reused);
    assert!(!lives(store, 1).await);
    assert_eq!(rotate(store, 1, after(91)).await, Rotation::Dead);
    assert_eq!(rotate(store, 0, after(91)).await, Rotation::Dead);
}

pub async fn an_older_generation_ends_the_family_at_once(store: &dyn Store) {
    with_grants(store, [grant(1)]).await;
    rotate(store, 0, after(1)).await;
    rotate(store, 1, after(2)).await;
    assert_eq!(rotate(store, 0, after(2)).await, Rotation::Reused);
    assert!(!lives(store, 1).await);
}

pub async fn one_of_many_refreshes_rotates(store: &dyn Store) {
    with_grants(store, [grant(1)]).await;
    let rotations = join_all((0..64).map(|_| rotate(store, 0, after(5)))).await;
    let is_rotated = |rotation: &&Rotation| matches!(rotation, Rotation::Rotated(_));
    assert_eq!(rotations.iter().filter(is_rotated).count(), 1);
    let is_retried = |rotation: &&Rotation| matches!(rotation, Rotation::Retried(_));
    assert_eq!(rotations.iter().filter(is_retried).count(), 63);
}

pub async fn families_die_of_age_and_idleness(store: &dyn Store) {
    let short = Grant {
        expires_at: after(100),
        ..grant(1)
    };
    with_grants(store, [short, grant(2)]).await;
    assert_eq!(rotate(store, 0, after(100)).await, Rotation::Dead);
    let idle = store.rotate(grant_id(2), 0, NOW.plus(HOUR), HOUR, WINDOW);
    assert_eq!(idle.await.unwrap(), Rotation::Dead);
    let in_time = store.rotate(grant_id(2), 0, after(3599), HOUR, WINDOW);
    assert!(matches!(in_time.await.unwrap(), Rotation::Rotated(_)));
}

pub async fn what_never_was_is_dead(store: &dyn Store) {
    assert_eq!(rotate(store, 0, NOW).await, Rotation::Dead);
    with_grants(store, [grant(1)]).await;
    assert_eq!(rotate(store, 1, NOW).await, Rotation::Dead);
    assert!(lives(store, 1).await);
}

pub async fn ended_families_stay_ended(store: &dyn Store) {
    with_grants(store, [grant(1)]).await;
    for seconds in [3, 8] {
        store.end_grant(grant_id(1), after(seconds)).await.unwrap();
        let ended = store.grant(grant_id(1)).await.unwrap().unwrap();
        assert_eq!(ended.ended_at, Some(after(3)));
    }
    assert_eq!(rotate(store, 0, after(9)).await, Rotation::Dead);
    store.end_grant(grant_id(9), after(9)).await.unwrap();
}

pub async fn families_of_a_pair_end_together(store: &dyn Store) {
    let of_another = Grant {
        user_id: user_id(2),
        ..grant(3)
    };
    let elsewhere = Grant {
        client_id: client_id("other"),
        ..grant(4)
    };
    with_grants(store, [grant(1), offline(2), of_another, elsewhere]).await;
    let app = client_id("app");
    let ended = store.end_grants_of(user_id(1), &app, after(1)).await;
    ended.unwrap();
    for (n, expected) in [(1, false), (2, false), (3, true), (4, true)] {
        assert_eq!(lives(store, n).await, expected, "family {n}");
    }
}

pub async fn single_access_tokens_are_revoked(store: &dyn Store) {
    let [one, other] = [1, 2].map(|n| TokenId(Uuid::from_u128(n)));
    for _ in 0..2 {
        let revoked = store.revoke_access_token(one, NOW.plus(DAY)).await;
        revoked.unwrap();
    }
    assert!(store.is_access_token_revoked(one).await.unwrap());
    assert!(!store.is_access_token_revoked(other).await.unwrap());
}
