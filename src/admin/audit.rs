//! The audit log: the chain of events.

use super::{Desk, DeskError, Operation, Target};
use crate::flow::audit;
use crate::store::{ChainedEvent, EventFilter};

pub use crate::flow::audit::{Broken, End, Verified};

/// How many events are read at once.
const PAGE: u32 = 500;

/// Looks through the whole chain, after chaining what is new.
pub async fn verify(desk: &Desk<'_>) -> Result<Verified, DeskError> {
    desk.may(Operation::ReadEvents, Target::Deployment)?;
    while audit::advance(desk).await? {}
    Ok(audit::verify(desk).await?)
}

/// A part of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Events, in order, each with its number and hash.
    pub events: Vec<ChainedEvent>,
    /// The position after which the next part begins.
    pub next: i64,
}

/// The events that `filter` lets through in some part of the chain after `position`; nothing at its
/// end.
pub async fn export(
    desk: &Desk<'_>,
    filter: &EventFilter,
    position: i64,
) -> Result<Option<Part>, DeskError> {
    desk.may(Operation::ReadEvents, Target::Deployment)?;
    if position == 0 {
        while audit::advance(desk).await? {}
    }
    let mut events = desk.store.chained_events(position, PAGE).await?;
    let Some(next) = events.last().map(|last| last.position) else {
        return Ok(None);
    };
    events.retain(|chained| filter.lets_through(&chained.event));
    Ok(Some(Part { events, next }))
}

#[cfg(test)]
mod tests;
