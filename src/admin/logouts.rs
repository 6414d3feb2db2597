//! What apps were told of ended sessions.

use super::part::{Part, Wanted};
use super::{Desk, DeskError, Operation, Target};
use crate::model::LogoutDelivery;
use crate::store::Page;

/// How many are read at once.
const PAGE: u32 = 500;

/// Everything of the last week, in the order in which sessions ended.
pub async fn list(desk: &Desk<'_>) -> Result<Vec<LogoutDelivery>, DeskError> {
    desk.may(Operation::ReadDeliveries, Target::Deployment)?;
    let mut all: Vec<LogoutDelivery> = Vec::new();
    loop {
        let after = all.last().map(|delivery| delivery.id);
        let page = Page { after, limit: PAGE };
        let next = desk.store.logouts(page).await?;
        if next.is_empty() {
            return Ok(all);
        }
        all.extend(next);
    }
}

/// Those of the last week, newest first.
pub async fn latest(desk: &Desk<'_>, wanted: &Wanted) -> Result<Part<LogoutDelivery>, DeskError> {
    desk.may(Operation::ReadDeliveries, Target::Deployment)?;
    let (after, limit) = (wanted.place()?, wanted.limit());
    let page = Page { after, limit };
    let found = desk.store.latest_logouts(page).await?;
    Ok(Part::of(found, limit, |one| one.id))
}
