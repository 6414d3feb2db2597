//! What was answered to requests that made something, so that the same request again makes nothing.

use super::{Result, Store};
use crate::clock::Timestamp;
use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;

/// How long an answer is kept.
pub const ANSWERS_KEPT: Duration = Duration::from_hours(24);

/// An answer, and what it is the answer to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// A hash of who asked, and of the key that they sent.
    pub key: [u8; 32],
    /// A hash of the request.
    pub request: [u8; 32],
    /// The answer, sealed: it may hold a secret that is shown once.
    pub sealed: String,
    /// Since when it has been kept.
    pub kept_at: Timestamp,
}

/// Answers that are kept.
#[async_trait]
pub trait Answers {
    /// The same store, whose writes keep `answer` along with what they do, in the same transaction: all
    /// of it happens or nothing. `Answered` if one is kept under its key already. To be used for one
    /// write; what the store records stays with it.
    fn answering(&self, answer: KeptAnswer) -> Arc<dyn Store>;

    /// What was answered to a request with this key within [`ANSWERS_KEPT`].
    async fn kept_answer(&self, key: [u8; 32], now: Timestamp) -> Result<Option<KeptAnswer>>;
}
