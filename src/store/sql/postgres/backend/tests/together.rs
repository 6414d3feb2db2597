//! Nodes that work on the same things at the same time.

use super::{Sql, fresh, open};
use crate::model::{Consent, Grant};
use crate::store::contract::samples::{
    DAY, HOUR, NOW, account, after, begins, client, consent, grant, grant_id, owner, session,
    session_id, user_id,
};
use crate::store::{
    Clients, Consents, Grants, Housekeeping, Page, Redemption, Rotation, Sessions, StoreError,
    Users,
};
use futures_util::future::join_all;
use std::time::Duration;

async fn two_nodes() -> (Sql, Sql) {
    let (one, url) = fresh().await;
    let other = open(&url).await;
    (one, other)
}

#[tokio::test]
async fn one_of_many_owners_is_created() {
    let (one, other) = two_nodes().await;
    let created = join_all((1..=16).map(|n| {
        let node = if n % 2 == 0 { &one } else { &other };
        node.create_owner(owner(n))
    }));
    let created = created
        .await
        .into_iter()
        .filter(|did| *did.as_ref().unwrap());
    assert_eq!(created.count(), 1);
    let page = Page {
        after: None,
        limit: 50,
    };
    assert_eq!(one.users(page).await.unwrap().len(), 1);
}

#[tokio::test]
async fn nobody_takes_a_name_that_is_being_taken() {
    let (one, other) = two_nodes().await;
    let creating = (1..=16).map(|n| {
        let node = if n % 2 == 0 { &one } else { &other };
        let mut account = account(n);
        // For some it is the name, for others the address.
        if n % 3 == 0 {
            account.user.email_key = Some("wanted".to_owned());
        } else {
            account.user.username.key = "wanted".to_owned();
        }
        node.create_user(account)
    });
    let (won, lost): (Vec<_>, Vec<_>) = join_all(creating)
        .await
        .into_iter()
        .partition(Result::is_ok);
    assert_eq!(won.len(), 1);
    for refused in lost {
        assert!(matches!(refused, Err(StoreError::Taken(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn a_code_is_redeemed_once() {
    let (one, other) = two_nodes().await;
    let redeeming = (0..64).map(|n| if n % 2 == 0 { &one } else { &other }.redeem(grant(1).into()));
    let first = join_all(redeeming).await.into_iter();
    let first = first.filter(|done| matches!(done.as_ref().unwrap(), Redemption::First));
    assert_eq!(first.count(), 1);
    let family = one.grant(grant_id(1)).await.unwrap().unwrap();
    assert_eq!(family.ended_at, Some(NOW));
}

#[tokio::test]
async fn a_token_is_refreshed_once() {
    let (one, other) = two_nodes().await;
    one.redeem(grant(1).into()).await.unwrap();
    let refreshing = (0..64).map(|n| {
        let node = if n % 2 == 0 { &one } else { &other };
        node.rotate(grant_id(1), 0, after(9), HOUR, Duration::from_secs(30))
    });
    let done: Vec<_> = join_all(refreshing)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    let rotated = done
        .iter()
        .filter(|done| matches!(done, Rotation::Rotated(_)));
    assert_eq!(rotated.count(), 1);
    let retried = done
        .iter()
        .filter(|done| matches!(done, Rotation::Retried(_)));
    assert_eq!(retried.count(), 63);
}

#[tokio::test]
async fn no_consent_is_lost() {
    let (one, other) = two_nodes().await;
    one.create_user(account(1)).await.unwrap();
    one.put_client(client("app")).await.unwrap();
    let scopes: Vec<_> = (0..16).map(|n| format!("scope{n}")).collect();
    let giving = scopes.iter().zip(0..).map(|(scope, n)| {
        let node = if n % 2 == 0 { &one } else { &other };
        node.remember_consent(consent(1, "app", scope, n))
    });
    for given in join_all(giving).await {
        given.unwrap();
    }
    let known = one.consent(user_id(1), &client("app").id).await.unwrap();
    let Consent { scope, .. } = known.unwrap();
    assert_eq!(scope.to_string().split(' ').count(), 16);
}

#[tokio::test]
async fn sweeping_together_takes_everything_once() {
    let (one, other) = two_nodes().await;
    for n in 0..200 {
        one.redeem(grant(n).into()).await.unwrap();
    }
    let late = NOW.plus(DAY * 2);
    let sweeping = (0..40).map(|n| if n % 2 == 0 { &one } else { &other }.sweep(late, 20));
    let swept: u64 = join_all(sweeping)
        .await
        .into_iter()
        .map(|done| done.unwrap().rows)
        .sum();
    let rest = one.sweep(late, 1000).await.unwrap();
    assert_eq!(swept + rest.rows, 200);
}

/// Orders of rows that wait for each other in a circle end in a second attempt, not in an error.
#[tokio::test]
async fn circles_of_waiting_resolve() {
    let (one, other) = two_nodes().await;
    for n in 0..40 {
        let family = Grant {
            session_id: session_id(n % 4),
            ..grant(n)
        };
        one.redeem(family.into()).await.unwrap();
    }
    let forth: Vec<_> = (0..300).map(|n| (session_id(n), after(5))).collect();
    let back: Vec<_> = forth.iter().rev().copied().collect();
    for n in 0..300 {
        one.begin_session(begins(session(n))).await.unwrap();
    }
    let (a, b, c, d) = tokio::join!(
        one.touch_sessions(forth),
        other.touch_sessions(back),
        one.set_disabled(user_id(1), true, after(6)),
        other.set_disabled(user_id(1), true, after(6)),
    );
    for done in [a, b, c, d] {
        done.unwrap();
    }
}
