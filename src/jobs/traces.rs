//! Sends traces of requests to a collector.

use crate::http::State;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How long a trace waits for others.
const DELAY: Duration = Duration::from_secs(5);

/// Runs until the future is dropped. What a collector does not take is lost.
pub async fn run(state: &State) {
    let Some((tracer, collector)) = state.traces() else {
        return;
    };
    let mut turns = interval(DELAY);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        turns.tick().await;
        let spans = tracer.drain();
        if spans.is_empty() {
            continue;
        }
        if let Err(error) = collector.send(&spans).await {
            tracing::warn!(%error, lost = spans.len(), "traces cannot be sent");
        }
    }
}
