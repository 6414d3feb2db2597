//! What keeps the store itself in order.

use super::Result;
use crate::clock::Timestamp;
use crate::metrics::{Connections, StoreMeters};
use crate::model::{GrantId, SessionId, TokenId, UserId};
use async_trait::async_trait;

/// Counters of changes to what nodes keep in memory as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// Raised by every change of signing keys.
    pub keys: i64,
    /// Raised by every change of clients.
    pub clients: i64,
}

/// Something that was altered or has ended. What begins is no change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Anything of anybody.
    Everybody,
    /// A person, and whatever belongs to them.
    Person(UserId),
    /// A session, and the families that end with it.
    Session(SessionId),
    /// A family.
    Grant(GrantId),
    /// An access token was revoked by itself.
    AccessToken(TokenId),
}

/// What has changed since somebody last asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Where to go on next time.
    pub position: i64,
    /// The changes; some of them may have been told before.
    pub what: Vec<Change>,
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

    /// Every change on disk that was not told up to position `since`; without one, only where
    /// things stand.
    async fn changes(&self, since: Option<i64>) -> Result<Changes>;

    /// Deletes what has expired, at most `limit` rows of each kind, oldest first. Families stay
    /// until `expires_at`, sessions a day after they ended or expired, attempts and answers a day, links a
    /// day after they expired, letters, what apps were told of ended sessions and what webhooks were sent a
    /// week.
    async fn sweep(&self, now: Timestamp, limit: u32) -> Result<Swept>;

    /// Whether the database answers.
    async fn ping(&self) -> Result<()>;

    /// What it measures of itself.
    fn meters(&self) -> &StoreMeters;

    /// Its connections now.
    fn connections(&self) -> Connections;

    /// Waits until everything accepted is on disk and closes the database.
    async fn close(&self);
}
