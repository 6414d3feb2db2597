//! Sends events to their targets.

use super::deliveries;
use crate::flow::webhooks::Sending;
use crate::flow::{Services, webhooks};

/// How many lots of events may be under way, with those that only wait for answers: of those a target
/// that does not answer has some twenty, which keep nobody else waiting.
const AT_ONCE: usize = 512;

/// Runs until the future is dropped.
pub async fn run(services: &Services) {
    let sending = &Sending::default();
    deliveries::run(
        AT_ONCE,
        async || services.webhooks.woken().await,
        async |room| webhooks::claim(services, sending, room).await,
        |of_target| webhooks::deliver_all(services, sending, of_target),
    )
    .await;
}
