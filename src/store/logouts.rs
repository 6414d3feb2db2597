//! What apps are to be told of sessions that have ended. Deliveries are made by the writes that end
//! sessions.

use super::{Page, Result};
use crate::clock::Timestamp;
use crate::model::{LogoutDelivery, LogoutId};
use async_trait::async_trait;

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempted {
    /// Whether the app has confirmed.
    pub delivered: bool,
    /// The HTTP status of the answer, if there was one.
    pub status: Option<u16>,
    /// Why there was none.
    pub error: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl Attempted {
    /// How an attempt ended that brought this status, or why there was none.
    pub fn of(sent: Result<u16, String>, at: Timestamp) -> Self {
        let delivered = sent
            .as_ref()
            .is_ok_and(|status| (200..300).contains(status));
        let (status, error) = match sent {
            Ok(status) => (Some(status), None),
            Err(error) => (None, Some(error)),
        };
        Self {
            delivered,
            status,
            error,
            at,
        }
    }
}

/// What apps are to be told of sessions that have ended.
#[async_trait]
pub trait Logouts {
    /// Deliveries whose next attempt is due, those that wait longest first.
    async fn due_logouts(&self, now: Timestamp, limit: u32) -> Result<Vec<LogoutDelivery>>;

    /// Takes the attempt after `attempts` others for oneself: nobody else makes it. The next one is
    /// due at `next`, whatever becomes of whoever took this one; without a next one the delivery has
    /// failed unless this attempt succeeds. Tells whether it was still to be had.
    async fn claim_logout(
        &self,
        id: LogoutId,
        attempts: i64,
        next: Option<Timestamp>,
    ) -> Result<bool>;

    /// Notes how an attempt ended.
    async fn note_logout(&self, id: LogoutId, attempted: Attempted) -> Result<()>;

    /// Deliveries in the order of their ids, which is that of the ends of sessions.
    async fn logouts(&self, page: Page<LogoutId>) -> Result<Vec<LogoutDelivery>>;

    /// Deliveries, newest first, those before `page.after` only.
    async fn latest_logouts(&self, page: Page<LogoutId>) -> Result<Vec<LogoutDelivery>>;
}
