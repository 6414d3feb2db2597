//! Sends letters: at once when woken, and again when no mail server took them.

use crate::flow::{Services, post};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How soon is noticed what another process or an earlier one left to be sent.
const LOOK: Duration = Duration::from_secs(5);
/// How many letters are handed over at once.
const AT_ONCE: usize = 8;

/// Runs until the future is dropped.
pub async fn run(services: &Services) {
    if !services.config.mail.is_on() {
        return;
    }
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut under_way = FuturesUnordered::new();
    loop {
        tokio::select! {
            () = services.post.woken() => {}
            _ = looks.tick() => {}
            Some(()) = under_way.next() => {}
        }
        let room = AT_ONCE - under_way.len();
        let room = u32::try_from(room).unwrap_or_default();
        match post::claim(services, room).await {
            Ok(claimed) => under_way.extend(
                claimed
                    .into_iter()
                    .map(|mail| post::deliver(services, mail)),
            ),
            Err(error) => tracing::error!(%error, "cannot look for letters to send"),
        }
    }
}
