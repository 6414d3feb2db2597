//! Sends letters.

use super::deliveries;
use crate::flow::{Services, post};

/// How many letters are handed over at once.
const AT_ONCE: usize = 8;

/// Runs until the future is dropped.
pub async fn run(services: &Services) {
    if !services.config.mail.is_on() {
        return;
    }
    deliveries::run(
        AT_ONCE,
        async || services.post.woken().await,
        async |room| post::claim(services, room).await,
        |mail| post::deliver(services, mail),
    )
    .await;
}
