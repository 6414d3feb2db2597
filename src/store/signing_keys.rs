//! Signing keys.

use super::Result;
use crate::model::{KeyId, PastKey, SigningKey};
use async_trait::async_trait;

/// One step of a key change.
#[derive(Clone, Debug)]
pub enum KeyChange {
    /// Writes the key, new or changed.
    Put(SigningKey),
    /// Deletes the key with its private half.
    Remove(KeyId),
    /// Keeps the public half of a key that is deleted.
    Remember(PastKey),
    /// Deletes what was kept of a key.
    Forget(KeyId),
}

/// Signing keys.
#[async_trait]
pub trait SigningKeys {
    /// All keys, oldest first.
    async fn signing_keys(&self) -> Result<Vec<SigningKey>>;

    /// Identifiers of keys that were removed: a file that still holds one must not bring it back.
    async fn gone_keys(&self) -> Result<Vec<KeyId>>;

    /// What is kept of keys that were removed, by identifier.
    async fn past_keys(&self) -> Result<Vec<PastKey>>;

    /// Carries out `changes` in one write if the keys are still at `revision` (see
    /// [`super::Revisions::keys`]); tells whether it did. So two nodes, or a node and a command,
    /// never rotate at once.
    async fn change_signing_keys(&self, revision: i64, changes: Vec<KeyChange>) -> Result<bool>;
}
