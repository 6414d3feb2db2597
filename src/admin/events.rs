//! What has happened, as an operator looks it up.

use super::part::{Part, Wanted};
use super::{Desk, DeskError, Operation, Target};
use crate::model::{Event, EventId};
use crate::store::{EventFilter, Notes, Page};

/// Events that `filter` lets through, newest first; the next page begins after the last of them.
pub async fn list(
    desk: &Desk<'_>,
    filter: EventFilter,
    page: Page<EventId>,
) -> Result<Vec<Event>, DeskError> {
    desk.may(Operation::ReadEvents, Target::Deployment)?;
    Ok(desk.store.events(filter, page).await?)
}

/// A part of them, as lists go.
pub async fn part(
    desk: &Desk<'_>,
    filter: EventFilter,
    wanted: &Wanted,
) -> Result<Part<Event>, DeskError> {
    let (after, limit) = (wanted.place()?, wanted.limit());
    let events = list(desk, filter, Page { after, limit }).await?;
    Ok(Part::of(events, limit, |event| event.id))
}

/// One event.
pub async fn show(desk: &Desk<'_>, id: EventId) -> Result<Event, DeskError> {
    desk.may(Operation::ReadEvents, Target::Deployment)?;
    let event = desk.store.event(id).await?;
    event.ok_or_else(|| DeskError::Unknown("event", id.to_string()))
}

/// A part of the refused requests, failed sign-ins and steps of sign-ins as far as they are kept, newest
/// first. They are no part of the audit log: anybody may cause them, so there is a limited number.
pub async fn notes(
    desk: &Desk<'_>,
    filter: EventFilter,
    wanted: &Wanted,
) -> Result<Part<Event>, DeskError> {
    desk.may(Operation::ReadEvents, Target::Deployment)?;
    let (after, limit) = (wanted.place()?, wanted.limit());
    let page = Page { after, limit };
    let notes = desk.store.notes(Notes::Like(filter), page).await?;
    Ok(Part::of(notes, limit, |note| note.id))
}
