//! What keeps the store itself in order.

use super::Result;
use crate::clock::Timestamp;
use async_trait::async_trait;

/// Counters that are raised by every change of what nodes keep in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// Raised by every change of signing keys.
    pub keys: i64,
    /// Raised by every change of clients.
    pub clients: i64,
    /// Raised by every change that alters or ends what is known of a person, a session, a consent,
    /// a family or an access token. What begins raises nothing.
    pub people: i64,
}

/// How much a sweep deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Rows deleted, of every kind.
    pub rows: u64,
    /// Whether there may be more.
    pub more: bool,
}

/// What keeps the store itself in order.
#[async_trait]
pub trait Housekeeping {
    /// A random identifier of this deployment, made once.
    async fn deployment_id(&self) -> Result<[u8; 16]>;

    /// The counters as they are.
    async fn revisions(&self) -> Result<Revisions>;

    /// Deletes what has expired, at most `limit` rows of each kind, oldest first. Families stay
    /// until `expires_at`, sessions a day after they ended or expired, attempts a day.
    async fn sweep(&self, now: Timestamp, limit: u32) -> Result<Swept>;

    /// Whether the database answers.
    async fn ping(&self) -> Result<()>;

    /// Waits until everything accepted is on disk and closes the database.
    async fn close(&self);
}
