//! How much happens: kept over time, for whoever operates this.

use super::Services;
use crate::clock::Timestamp;
use crate::metrics::Totals;
use crate::model::Over;
use crate::store::{Figures, StoreError, Tally};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long each while lasts over which figures add up, in seconds.
pub const SPAN: i64 = 15 * 60;

/// How old a tally may be, in seconds: counting a million sessions takes a moment.
const FRESH: i64 = 60;

/// What of this process' counts is in the store already, and what was last counted there.
#[derive(Debug, Default)]
pub struct Book {
    written: Mutex<Totals>,
    tally: Mutex<Option<Counted>>,
}

/// What there was, when it was counted, and what was over then.
#[derive(Clone, Copy, Debug)]
struct Counted {
    at: Timestamp,
    over: Over,
    tally: Tally,
}

/// Adds what has happened since the last time to what is kept. Without anything new it writes
/// nothing.
pub async fn write_down(services: &Services) -> Result<(), StoreError> {
    let totals = services.meters.totals();
    let counted = totals - *lock(&services.book.written);
    if counted == Totals::default() {
        return Ok(());
    }
    let began_at = span_of(services.now());
    services
        .store
        .add_figures(Figures { began_at, counted })
        .await?;
    *lock(&services.book.written) = totals;
    Ok(())
}

/// What happened since `since`, of all nodes; of this one up to now, of others up to a minute ago.
pub async fn since(services: &Services, since: Timestamp) -> Result<Vec<Figures>, StoreError> {
    let mut kept = services.store.figures(span_of(since)).await?;
    let counted = services.meters.totals() - *lock(&services.book.written);
    let began_at = span_of(services.now());
    match kept.last_mut().filter(|last| last.began_at == began_at) {
        Some(last) => last.counted = last.counted + counted,
        None => kept.push(Figures { began_at, counted }),
    }
    Ok(kept)
}

/// How much there is, or was within the last minute, unless everything was ended meanwhile.
pub async fn tally(services: &Services) -> Result<Tally, StoreError> {
    let (now, over) = (services.now(), services.store.over());
    let known = *lock(&services.book.tally);
    if let Some(Counted { at, tally, .. }) = known.filter(|known| known.over == over)
        && (0..FRESH).contains(&(now.0 - at.0))
    {
        return Ok(tally);
    }
    let tally = services.store.tally(now, over).await?;
    let at = now;
    *lock(&services.book.tally) = Some(Counted { at, over, tally });
    Ok(tally)
}

const fn span_of(moment: Timestamp) -> Timestamp {
    Timestamp(moment.0 - moment.0.rem_euclid(SPAN))
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
