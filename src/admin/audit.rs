//! The audit log: the chain of events.

use super::{Desk, DeskError, Operation, Target};
use crate::flow::audit;
use crate::store::ChainedEvent;

pub use crate::flow::audit::{Broken, End, Verified};

/// How many events are read at once.
const PAGE: u32 = 500;

/// Looks through the whole chain, after chaining what is new.
pub async fn verify(desk: &Desk<'_>) -> Result<Verified, DeskError> {
    desk.may(Operation::ReadEvents, Target::Deployment)?;
    while audit::advance(desk).await? {}
    Ok(audit::verify(desk).await?)
}

/// Some events of the chain after `position`, in order, each with its number and hash; none at the
/// end.
pub async fn export(desk: &Desk<'_>, position: i64) -> Result<Vec<ChainedEvent>, DeskError> {
    desk.may(Operation::ReadEvents, Target::Deployment)?;
    if position == 0 {
        while audit::advance(desk).await? {}
    }
    Ok(desk.store.chained_events(position, PAGE).await?)
}

#[cfg(test)]
mod tests;
