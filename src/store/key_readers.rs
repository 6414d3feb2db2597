//! Who has fetched the published keys.

use super::Result;
use crate::model::KeyReader;
use async_trait::async_trait;

/// So many are kept. Anybody can be one.
pub const MOST_KEY_READERS: u32 = 1_000;

/// Who has fetched the published keys.
#[async_trait]
pub trait KeyReaders {
    /// Writes down who was seen, in one write: times only move apart, and an app that is known stays
    /// known. Beyond [`MOST_KEY_READERS`] new ones are left out. Forgotten 30 days after they last came.
    async fn note_key_readers(&self, seen: Vec<KeyReader>) -> Result<()>;

    /// All of them, those first that came last.
    async fn key_readers(&self) -> Result<Vec<KeyReader>>;
}
