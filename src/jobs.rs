//! Background work: notices changes of keys and clients, rotates keys on schedule, writes down
//! last uses, figures and what was refused, deletes what has expired, ends what is over, tells apps of ended
//! sessions,
//! sends letters and traces, chains events and hands them on.

mod declared;
mod deliveries;
mod endings;
mod events;
mod logouts;
mod mails;
mod traces;
mod webhooks;

pub use declared::at_start as apply_declared;

use crate::admin::keys::KeysError;
use crate::flow::{Services, deletion, errands, figures};
use crate::http::State;
use crate::keys::rotation::Order;
use crate::model::Client;
use crate::store::Revisions;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How soon a change by another process is noticed.
const LOOK: Duration = Duration::from_millis(250);
/// After how long every node has noticed a change.
const NOTICED: Duration = Duration::from_secs(1);
/// How often there is housekeeping.
const HOUSEKEEPING: Duration = Duration::from_mins(1);
/// Rows deleted at once, so that nobody feels it.
const SWEPT_AT_ONCE: u32 = 500;

/// Looks at once for what requests depend on, so that the first one is answered right.
pub async fn first_look(state: &State) -> Option<Revisions> {
    let mut seen = None;
    look(state, &mut seen).await;
    seen
}

/// Runs until the future is dropped; `seen` is what the first look saw.
pub async fn run(state: Arc<State>, seen: Option<Revisions>) {
    let services = Arc::clone(&state.services);
    tokio::join!(
        watch(Arc::clone(&state), seen),
        traces::run(&state),
        logouts::run(&services),
        mails::run(&services),
        events::run(&services),
        endings::run(&services),
        webhooks::run(&services),
        errands::run(&services),
        declared::run(&services)
    );
}

async fn watch(state: Arc<State>, mut seen: Option<Revisions>) {
    let mut looks = interval(LOOK);
    let mut housekeeping = interval(HOUSEKEEPING);
    looks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    housekeeping.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        tokio::select! {
            _ = looks.tick() => look(&state, &mut seen).await,
            _ = housekeeping.tick() => keep_house(&state.services).await,
        }
    }
}

async fn look(state: &State, seen: &mut Option<Revisions>) {
    let services = &state.services;
    let now = match services.store.revisions().await {
        Ok(now) => now,
        Err(error) => return tracing::error!(%error, "cannot look for changes"),
    };
    if let Err(error) = look_at_keys(services, now.keys).await {
        tracing::error!(%error, "cannot load the signing keys");
    }
    if seen.is_none_or(|seen| seen.clients != now.clients) {
        match services.store.clients().await {
            Ok(clients) => {
                let encrypts = |client: &Client| {
                    let metadata = &client.metadata;
                    metadata.request_object_encryption_alg.is_some()
                };
                let takes_encrypted = clients.iter().any(encrypts);
                services
                    .takes_encrypted
                    .store(takes_encrypted, Ordering::Relaxed);
                state.set_clients(&clients);
            }
            Err(error) => return tracing::error!(%error, "cannot load the clients"),
        }
    }
    *seen = Some(now);
}

/// Takes changed keys into use: on a database that other nodes use too, those that they may not
/// know yet are published at once and sign a moment later.
async fn look_at_keys(services: &Services, revision: i64) -> Result<(), KeysError> {
    let current = services.ring.load_full();
    let is_known = !current.holds_back() || current.age() < NOTICED;
    if current.revision() == revision && is_known {
        return Ok(());
    }
    let ring = services.key_keeper().ring().await?;
    let has_news = current.revision() != revision;
    services
        .ring
        .replace(if has_news && services.config.database_url.is_some() {
            ring.holding_back(&current)
        } else {
            ring
        });
    Ok(())
}

async fn keep_house(services: &Services) {
    write_key_readers(services).await;
    if let Err(error) = services.key_keeper().tend(Order::Scheduled).await {
        tracing::error!(%error, "cannot tend the signing keys");
    }
    flush(services).await;
    write_figures(services).await;
    if let Err(error) = events::keep_house(services).await {
        tracing::error!(%error, "cannot delete old events");
    }
    if let Err(error) = deletion::delete_due(services).await {
        tracing::error!(%error, "cannot delete the accounts of who has left");
    }
    loop {
        match services.store.sweep(services.now(), SWEPT_AT_ONCE).await {
            Ok(swept) if swept.more => tokio::time::sleep(Duration::from_millis(50)).await,
            Ok(_) => break,
            Err(error) => {
                tracing::error!(%error, "cannot delete what has expired");
                break;
            }
        }
    }
}

/// Adds what has happened here to what is kept of all nodes.
pub async fn write_figures(services: &Services) {
    if let Err(error) = figures::write_down(services).await {
        tracing::error!(%error, "cannot write down what has happened");
    }
}

/// Writes down who has fetched the published keys.
pub async fn write_key_readers(services: &Services) {
    let seen = services.key_readers.drain();
    if seen.is_empty() {
        return;
    }
    if let Err(error) = services.store.note_key_readers(seen).await {
        tracing::error!(%error, "cannot write down who has fetched the published keys");
    }
}

/// Writes down all that operators were refused, for nothing is remembered any longer.
pub async fn write_refused(services: &Services) {
    let refused = services.refused.all(services.now());
    if let Err(error) = events::record(services, refused).await {
        tracing::error!(%error, "cannot write down what operators were refused");
    }
}

/// Writes down what is in memory only: last uses of sessions and tokens, and what was refused.
pub async fn flush(services: &Services) {
    if let Err(error) = events::flush(services).await {
        tracing::error!(%error, "cannot write down what was refused");
    }
    let used = services.scim_token_uses.drain();
    if !used.is_empty()
        && let Err(error) = services.store.touch_scim_tokens(used).await
    {
        tracing::error!(%error, "cannot write down last uses of SCIM tokens");
    }
    let seen = services.last_uses.drain();
    if seen.is_empty() {
        return;
    }
    if let Err(error) = services.store.touch_sessions(seen).await {
        tracing::error!(%error, "cannot write down last uses of sessions");
    }
}
