//! What apps were told of ended sessions.

use super::part::{Part, Wanted};
use super::{Desk, DeskError, Operation, Target};
use crate::model::LogoutDelivery;
use crate::store::Page;

/// Those of the last week, newest first.
pub async fn latest(desk: &Desk<'_>, wanted: &Wanted) -> Result<Part<LogoutDelivery>, DeskError> {
    desk.may(Operation::ReadDeliveries, Target::Deployment)?;
    let (after, limit) = (wanted.place()?, wanted.limit());
    let page = Page { after, limit };
    let found = desk.store.latest_logouts(page).await?;
    Ok(Part::of(found, limit, |one| one.id))
}
