//! What may be used once: identifiers of client assertions and the like.

use super::Result;
use crate::clock::Timestamp;
use async_trait::async_trait;

/// Things that were used and may not be used again.
#[async_trait]
pub trait Spent {
    /// Notes that the thing of which `key` is a hash has been used, and tells whether this was its
    /// first use; of any number at once, one is. Forgotten some minutes after `expires_at`, when
    /// the thing itself is refused for its age, also by a clock that was set back since.
    async fn spend(&self, key: [u8; 32], expires_at: Timestamp) -> Result<bool>;

    /// Whether it has been used, without using it.
    async fn is_spent(&self, key: [u8; 32]) -> Result<bool>;
}
