//! Which letters were sent.

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
