//! Devices that wait for somebody to enter their code.

use super::samples::{NOW, after, client_id, grant_id, session_id, user_id};
use crate::model::{Approval, DeviceGrant, DeviceState, UserCodeHash};
use crate::oidc::ScopeSet;
use crate::store::{DeviceBegun, DeviceCaps, Store};
use futures_util::future::join_all;

const CAPS: DeviceCaps = DeviceCaps {
    of_client: 3,
    in_all: 5,
};

fn device(n: u8, client: &str) -> DeviceGrant {
    DeviceGrant {
        id: grant_id(n.into()),
        user_code_hash: UserCodeHash([n; 32]),
        client_id: client_id(client),
        scope: ScopeSet::parse("openid email"),
        state: DeviceState::Pending,
        expires_at: after(600),
    }
}

fn approval() -> Approval {
    Approval {
        user_id: user_id(1),
        session_id: session_id(2),
        auth_time: after(1),
        acr: "1".to_owned(),
        amr: vec!["pwd".to_owned()],
    }
}

async fn begin(store: &dyn Store, device: DeviceGrant) -> DeviceBegun {
    store.begin_device(device, NOW, CAPS).await.unwrap()
}

pub async fn a_device_waits_until_it_is_decided(store: &dyn Store) {
    assert_eq!(begin(store, device(1, "tv")).await, DeviceBegun::Begun);
    assert_eq!(
        begin(
            store,
            DeviceGrant {
                id: grant_id(9),
                ..device(1, "tv")
            }
        )
        .await,
        DeviceBegun::Taken
    );
    let code = UserCodeHash([1; 32]);
    let found = store.device_by_user_code(code, after(599)).await.unwrap();
    assert_eq!(found, Some(device(1, "tv")));
    let late = store.device_by_user_code(code, after(600)).await.unwrap();
    assert_eq!(late, None);
    let other = UserCodeHash([2; 32]);
    assert_eq!(store.device_by_user_code(other, NOW).await.unwrap(), None);

    let decided = store.decide_device(grant_id(1), Some(approval()), after(9));
    assert!(decided.await.unwrap());
    let found = store.device(grant_id(1)).await.unwrap().unwrap();
    assert_eq!(found.state, DeviceState::Approved(approval()));
    assert_eq!(store.device_by_user_code(code, NOW).await.unwrap(), None);
}

pub async fn devices_of_somebody_are_those_that_they_allowed(store: &dyn Store) {
    for n in 1..=3 {
        begin(store, device(n, "tv")).await;
    }
    let of_other = Approval {
        user_id: user_id(2),
        ..approval()
    };
    for (n, by) in [(1, Some(approval())), (2, Some(of_other))] {
        assert!(store.decide_device(grant_id(n), by, NOW).await.unwrap());
    }
    let found = store.devices_of(user_id(1), after(599)).await.unwrap();
    let found: Vec<_> = found.iter().map(|device| device.id).collect();
    assert_eq!(found, [grant_id(1)]);
    let late = store.devices_of(user_id(1), after(600)).await.unwrap();
    assert_eq!(late, []);
}

pub async fn one_decision_counts(store: &dyn Store) {
    begin(store, device(1, "tv")).await;
    begin(store, device(2, "tv")).await;
    let decisions = (0..6).map(|n| {
        let approval = (n % 2 == 0).then(approval);
        store.decide_device(grant_id(1), approval, NOW)
    });
    let decided = join_all(decisions).await;
    let counted = decided.into_iter().filter(|done| *done.as_ref().unwrap());
    assert_eq!(counted.count(), 1);
    let late = store.decide_device(grant_id(2), None, after(600));
    assert!(!late.await.unwrap());
    assert!(store.decide_device(grant_id(2), None, NOW).await.unwrap());
    let found = store.device(grant_id(2)).await.unwrap().unwrap();
    assert_eq!(found.state, DeviceState::Denied);
    assert!(!store.decide_device(grant_id(7), None, NOW).await.unwrap());
}

pub async fn who_asks_too_soon_waits_longer(store: &dyn Store) {
    begin(store, device(1, "tv")).await;
    // Every five seconds, then too soon, and from then on every ten.
    for (seconds, too_fast) in [
        (0, false),
        (5, false),
        (9, true),
        (18, true),
        (33, false),
        (48, false),
    ] {
        let told = store.poll_device(grant_id(1), after(seconds)).await;
        assert_eq!(told.unwrap(), too_fast, "after {seconds} s");
    }
    assert!(!store.poll_device(grant_id(7), NOW).await.unwrap());
}

pub async fn devices_are_bounded_in_number(store: &dyn Store) {
    let begun = (1..=8).map(|n| begin(store, device(n, "tv")));
    let begun = join_all(begun).await;
    let begun = begun.iter().filter(|begun| **begun == DeviceBegun::Begun);
    assert_eq!(begun.count(), 3);
    for (n, expected) in [
        (11, DeviceBegun::Begun),
        (12, DeviceBegun::Begun),
        (13, DeviceBegun::Full),
    ] {
        assert_eq!(begin(store, device(n, "other")).await, expected);
    }
    let later = DeviceGrant {
        expires_at: after(1200),
        ..device(20, "tv")
    };
    let begun = store.begin_device(later, after(600), CAPS).await.unwrap();
    assert_eq!(begun, DeviceBegun::Begun, "the others have expired");
}

pub async fn devices_are_forgotten_at_their_end(store: &dyn Store) {
    begin(store, device(1, "tv")).await;
    store.sweep(after(599), 10).await.unwrap();
    assert!(store.device(grant_id(1)).await.unwrap().is_some());
    store.sweep(after(600), 10).await.unwrap();
    assert_eq!(store.device(grant_id(1)).await.unwrap(), None);
}
