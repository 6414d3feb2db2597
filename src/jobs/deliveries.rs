//! Sends out what waits in the store: at once when woken, and again when nobody took it.

use crate::store::StoreError;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How soon is noticed what another process or an earlier one left to be sent.
const LOOK: Duration = Duration::from_secs(5);

/// Takes what is due by `claim` and makes an attempt at each by `deliver`, `at_once` of them at a
/// time, so that slow ones hold up only so many others. Runs until the future is dropped.
pub async fn run<D, F: Future<Output = ()>>(
    at_once: usize,
    woken: impl AsyncFn(),
    claim: impl AsyncFn(u32) -> Result<Vec<D>, StoreError>,
    deliver: impl Fn(D) -> F,
) {
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut under_way = FuturesUnordered::new();
    loop {
        tokio::select! {
            () = woken() => {}
            _ = looks.tick() => {}
            Some(()) = under_way.next() => {}
        }
        let room = at_once.saturating_sub(under_way.len());
        let room = u32::try_from(room).unwrap_or_default();
        match claim(room).await {
            Ok(claimed) => under_way.extend(claimed.into_iter().map(&deliver)),
            Err(error) => tracing::error!(%error, "cannot look for what is to be sent"),
        }
    }
}
