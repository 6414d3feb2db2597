//! Which letters were sent.

use crate::flow::Services;
use crate::model::Mail;
use crate::store::{Page, StoreError};

/// How many are read at once.
const PAGE: u32 = 500;

/// Everything of the last week, in the order in which it was written.
pub async fn list(services: &Services) -> Result<Vec<Mail>, StoreError> {
    let mut all: Vec<Mail> = Vec::new();
    loop {
        let after = all.last().map(|mail| mail.id);
        let page = Page { after, limit: PAGE };
        let next = services.store.mails(page).await?;
        if next.is_empty() {
            return Ok(all);
        }
        all.extend(next);
    }
}
