//! Tells apps of ended sessions.

use super::deliveries;
use crate::flow::{Services, backchannel_logout};

/// How many apps are told at once.
const AT_ONCE: usize = 64;

/// Runs until the future is dropped.
pub async fn run(services: &Services) {
    deliveries::run(
        AT_ONCE,
        async || services.outbox.woken().await,
        async |room| backchannel_logout::claim(services, room).await,
        |delivery| backchannel_logout::deliver(services, delivery),
    )
    .await;
}
