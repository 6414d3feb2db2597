//! Sends events to their targets.

use super::deliveries;
use crate::flow::{Services, webhooks};

/// How many targets are sent something at once, and how many events are taken for them at once.
const AT_ONCE: usize = 16;

/// Runs until the future is dropped.
pub async fn run(services: &Services) {
    deliveries::run(
        AT_ONCE,
        async || services.webhooks.woken().await,
        async |room| webhooks::claim(services, room).await,
        |of_target| webhooks::deliver_all(services, of_target),
    )
    .await;
}
