//! Brings what is kept to the state that ends of everything have ordered. What is over counts for
//! nobody meanwhile; apps are told as it goes on.

use crate::flow::Services;
use crate::store::StoreError;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval, sleep};

/// How soon is noticed what another process or an earlier one left to be done.
const LOOK: Duration = Duration::from_secs(5);
/// How many are ended in one write: others wait no longer than for that.
const AT_ONCE: u32 = 50;
/// What others have to themselves between two writes.
const PAUSE: Duration = Duration::from_millis(20);

/// Runs until the future is dropped.
pub async fn run(services: &Services) {
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        tokio::select! {
            () = services.endings.woken() => {}
            _ = looks.tick() => {}
        }
        if let Err(error) = carry_out(services).await {
            tracing::error!(%error, "cannot end what is over");
        }
    }
}

async fn carry_out(services: &Services) -> Result<(), StoreError> {
    loop {
        let endings = services.store.endings().await?;
        let mut endings = endings.into_iter();
        let Some(ending) = endings.find(|ending| ending.done_at.is_none()) else {
            return Ok(());
        };
        let now = services.now();
        services.store.carry_on(ending, AT_ONCE, now).await?;
        services.outbox.wake();
        sleep(PAUSE).await;
    }
}
