//! Letters on their way out.

use super::{Page, Result};
use crate::clock::Timestamp;
use crate::model::{Mail, MailId};
use async_trait::async_trait;

/// How an attempt at a letter ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mailed {
    /// A mail server has taken it.
    Sent,
    /// Not this time.
    NotNow(String),
    /// Never.
    Refused(String),
}

/// Letters on their way out.
#[async_trait]
pub trait Mails {
    /// Has a letter sent.
    async fn queue_mail(&self, mail: Mail) -> Result<()>;

    /// Letters whose next attempt is due, those that wait longest first.
    async fn due_mails(&self, now: Timestamp, limit: u32) -> Result<Vec<Mail>>;

    /// Letters that wait for a recipient whose address is shortened to this; that of others may be too.
    async fn waiting_mails(&self, recipient: &str, limit: u32) -> Result<Vec<Mail>>;

    /// Takes the attempt after `attempts` others for oneself: nobody else makes it. The next one is
    /// due at `next`, whatever becomes of whoever took this one; without a next one the letter has
    /// failed unless this attempt succeeds. Tells whether it was still to be had.
    async fn claim_mail(&self, id: MailId, attempts: i64, next: Option<Timestamp>) -> Result<bool>;

    /// Notes how an attempt ended. Of a letter that was sent or refused the content is forgotten.
    async fn note_mail(&self, id: MailId, outcome: Mailed, at: Timestamp) -> Result<()>;

    /// Letters in the order in which they were written.
    async fn mails(&self, page: Page<MailId>) -> Result<Vec<Mail>>;

    /// Letters, newest first, those before `page.after` only.
    async fn latest_mails(&self, page: Page<MailId>) -> Result<Vec<Mail>>;
}
