//! Tells apps of ended sessions: at once when woken, and again when they did not confirm.

use crate::flow::{Services, backchannel_logout};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How soon is noticed what another process or an earlier one left to be told.
const LOOK: Duration = Duration::from_secs(5);
/// How many apps are told at once: slow ones hold up only so many others.
const AT_ONCE: usize = 64;

/// Runs until the future is dropped.
pub async fn run(services: &Services) {
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut under_way = FuturesUnordered::new();
    loop {
        tokio::select! {
            () = services.outbox.woken() => {}
            _ = looks.tick() => {}
            Some(()) = under_way.next() => {}
        }
        let room = AT_ONCE - under_way.len();
        let room = u32::try_from(room).unwrap_or_default();
        match backchannel_logout::claim(services, room).await {
            Ok(claimed) => under_way.extend(
                claimed
                    .into_iter()
                    .map(|delivery| backchannel_logout::deliver(services, delivery)),
            ),
            Err(error) => tracing::error!(%error, "cannot look for apps to tell"),
        }
    }
}
