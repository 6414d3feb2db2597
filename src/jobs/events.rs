//! Chains events, hands them on, and writes down what anybody may cause and what operators were refused.

mod sinks;
mod syslog;

use crate::flow::notes::Note;
use crate::flow::refused::Waited;
use crate::flow::{Services, audit};
use crate::model::Event;
use crate::store::StoreError;
use sinks::Sinks;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How soon events are chained and notes written down.
const LOOK: Duration = Duration::from_secs(1);
/// How many notes are written down at a time: so much may strangers write at most.
const NOTED: usize = 200;
/// How many names are looked up for them at a time.
const LOOKED_UP: usize = 50;
/// How many notes are kept.
const NOTES_KEPT: u32 = 20_000;
/// How long refused requests and failed sign-ins are kept at least, while there is room.
const NOTES_FOR: Duration = Duration::from_hours(7 * 24);

/// Runs until the future is dropped.
pub async fn run(services: &Services) {
    let sinks = Sinks::of(services);
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        looks.tick().await;
        match flush(services).await {
            Ok(noted) => sinks.hand_on(services, noted).await,
            Err(error) => tracing::error!(%error, "cannot write down what was refused"),
        }
        write_refused(services).await;
        if let Err(error) = chain(services, &sinks).await {
            tracing::error!(%error, "cannot chain events");
        }
    }
}

/// Writes down what operators were refused, as far as it is due; what cannot be written waits on.
async fn write_refused(services: &Services) {
    let waited = services.refused.due(services.now());
    let events = waited.iter().map(Waited::event).collect();
    if let Err(error) = record(services, events).await {
        tracing::error!(%error, "cannot write down what operators were refused");
        services.refused.restore(waited, services.now());
    }
}

async fn chain(services: &Services, sinks: &Sinks) -> Result<(), StoreError> {
    while audit::advance(services).await? {}
    sinks.advance(services).await
}

/// Writes down what waits, and gives it.
pub async fn flush(services: &Services) -> Result<Vec<Event>, StoreError> {
    let (notes, lost) = services.notes.take(NOTED);
    if lost > 0 {
        tracing::warn!(
            event = "notes_lost",
            lost,
            "more was refused than is written down"
        );
    }
    let mut events = Vec::with_capacity(notes.len());
    for (index, note) in notes.into_iter().enumerate() {
        events.push(completed(services, note, index < LOOKED_UP).await?);
    }
    if !events.is_empty() {
        services.store.note_events(events.clone()).await?;
    }
    Ok(events)
}

/// Writes `events` down, if there are any.
pub async fn record(services: &Services, events: Vec<Event>) -> Result<(), StoreError> {
    if events.is_empty() {
        return Ok(());
    }
    services.store.record(events).await
}

/// With the person whose name was used.
async fn completed(services: &Services, note: Note, looks: bool) -> Result<Event, StoreError> {
    let mut event = note.event;
    if let Some(login) = note.login.filter(|_| looks) {
        let account = services.store.account_by_login(&login).await?;
        event.person = account.map(|account| account.user.id);
    }
    Ok(event)
}

/// Deletes what is older than the settings keep.
pub async fn keep_house(services: &Services) -> Result<(), StoreError> {
    let now = services.now();
    let settings = &services.config.events;
    let kept = settings.sign_in_trace.max(NOTES_FOR);
    let store = &services.store;
    store.trim_notes(now.minus(kept), NOTES_KEPT).await?;
    while audit::cut(services, now.minus(settings.retention)).await? {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{ManualClock, Timestamp};
    use crate::config::{Config, Sources};
    use crate::deployment;
    use crate::entropy::SystemEntropy;
    use crate::flow::refused;
    use std::sync::Arc;
    use tempfile::TempDir;

    async fn open(folder: &TempDir) -> Services {
        let mut config = Config::load(Sources::default()).unwrap();
        config.data_dir = folder.path().join("data");
        config.keys_dir = folder.path().join("keys");
        (config.passwords.memory_kib, config.passwords.passes) = (64, 2);
        let clock = Arc::new(ManualClock::at(Timestamp(1_800_000_000)));
        let opened = deployment::open(config, clock, Arc::new(SystemEntropy)).await;
        opened.unwrap()
    }

    #[tokio::test]
    async fn security_m_refusals_wait_for_a_store_that_writes() {
        let folder = TempDir::new().unwrap();
        let services = open(&folder).await;
        for _ in 0..3 {
            let event = services.event(refused::KIND);
            services.refused.push(event, "edit_users");
        }
        services.store.close().await;
        write_refused(&services).await;
        let waiting = services.refused.due(services.now());
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0].event().detail["count"], "3");
    }
}
