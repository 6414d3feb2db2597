//! How much there is, and how much happened when.

use super::Result;
use crate::clock::Timestamp;
use crate::metrics::Totals;
use crate::model::Over;
use async_trait::async_trait;

/// How much there is now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Sessions that have neither ended nor expired, nor are over.
    pub sessions: u64,
    /// Logout tokens that are still to be sent.
    pub logouts: u64,
    /// Letters that are still to be sent.
    pub mails: u64,
    /// Events that are still to be sent to their targets.
    pub webhooks: u64,
}

/// What happened within a while.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// When it began.
    pub began_at: Timestamp,
    /// How much happened.
    pub counted: Totals,
}

/// How much there is, and how much happened when.
#[async_trait]
pub trait Tallies {
    /// How much there is, where so much is `over` that need not be written down of each yet.
    async fn tally(&self, now: Timestamp, over: Over) -> Result<Tally>;

    /// Adds to what happened in the while that began at `began_at`, whoever else does.
    async fn add_figures(&self, more: Figures) -> Result<()>;

    /// What happened in whiles that began at `since` or later, in their order. Forgotten after a
    /// week.
    async fn figures(&self, since: Timestamp) -> Result<Vec<Figures>>;
}
