//! Which letters were sent.

use super::part::{Part, Wanted};
use super::{Desk, DeskError, Operation, Target};
use crate::model::Mail;
use crate::store::Page;

/// How many are read at once.
const PAGE: u32 = 500;

/// Everything of the last week, in the order in which it was written.
pub async fn list(desk: &Desk<'_>) -> Result<Vec<Mail>, DeskError> {
    desk.may(Operation::ReadDeliveries, Target::Deployment)?;
    let mut all: Vec<Mail> = Vec::new();
    loop {
        let after = all.last().map(|mail| mail.id);
        let page = Page { after, limit: PAGE };
        let next = desk.store.mails(page).await?;
        if next.is_empty() {
            return Ok(all);
        }
        all.extend(next);
    }
}

/// Those of the last week, newest first.
pub async fn latest(desk: &Desk<'_>, wanted: &Wanted) -> Result<Part<Mail>, DeskError> {
    desk.may(Operation::ReadDeliveries, Target::Deployment)?;
    let (after, limit) = (wanted.place()?, wanted.limit());
    let page = Page { after, limit };
    let found = desk.store.latest_mails(page).await?;
    Ok(Part::of(found, limit, |one| one.id))
}
