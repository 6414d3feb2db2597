//! Which letters were sent.

use super::part::{Part, Wanted};
use super::{Desk, DeskError, Operation, Target};
use crate::model::Mail;
use crate::store::Page;

/// Those of the last week, newest first.
pub async fn latest(desk: &Desk<'_>, wanted: &Wanted) -> Result<Part<Mail>, DeskError> {
    desk.may(Operation::ReadDeliveries, Target::Deployment)?;
    let (after, limit) = (wanted.place()?, wanted.limit());
    let page = Page { after, limit };
    let found = desk.store.latest_mails(page).await?;
    Ok(Part::of(found, limit, |one| one.id))
}
