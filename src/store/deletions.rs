//! Accounts whose people have left.

use super::Result;
use crate::clock::Timestamp;
use crate::model::{Mail, UserId};
use async_trait::async_trait;

/// Accounts whose people have left. The last owner cannot: nobody could give the role again.
#[async_trait]
pub trait Deletions {
    /// Has an account deleted at `due_at`, and `mails` sent. All sessions and families of the person
    /// end in the same write, and apps are told. Does nothing and says so by `false` where no other
    /// owner is left who stays.
    async fn schedule_deletion(
        &self,
        user: UserId,
        due_at: Timestamp,
        mails: Vec<Mail>,
        now: Timestamp,
    ) -> Result<bool>;

    /// When an account will be deleted, if it will.
    async fn deletion_of(&self, user: UserId) -> Result<Option<Timestamp>>;

    /// Keeps an account after all; tells whether it was to be deleted.
    async fn keep_account(&self, user: UserId) -> Result<bool>;

    /// The accounts whose time has come, the longest due first, at most `limit`.
    async fn due_deletions(&self, now: Timestamp, limit: u32) -> Result<Vec<UserId>>;

    /// Deletes an account whose time has come with all that is kept of the person, and has `mails`
    /// sent; all of it or nothing. `false` and nothing where it is to be kept by now, or where no
    /// other owner is left who stays.
    async fn delete_due(&self, user: UserId, mails: Vec<Mail>, now: Timestamp) -> Result<bool>;
}
