//! Passkeys that people were offered and did not want.

use super::Result;
use crate::model::{PasskeyOffer, UserId};
use async_trait::async_trait;

/// Passkeys that people were offered and did not want. Nothing is kept of anybody else.
#[async_trait]
pub trait PasskeyOffers {
    /// What a person said last.
    async fn passkey_offer(&self, user: UserId) -> Result<Option<PasskeyOffer>>;

    /// Keeps what a person says. Does nothing for somebody who is gone.
    async fn put_passkey_offer(&self, user: UserId, offer: PasskeyOffer) -> Result<()>;
}
