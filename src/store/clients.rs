//! Apps.

use super::Result;
use crate::clock::Timestamp;
use crate::model::Client;
use crate::oidc::ClientId;
use async_trait::async_trait;
use std::sync::Arc;

/// Apps.
#[async_trait]
pub trait Clients {
    /// Creates a client or replaces it (keeping `created_at`).
    async fn put_client(&self, client: Client) -> Result<()>;

    /// The client with this id.
    async fn client(&self, id: &ClientId) -> Result<Option<Arc<Client>>>;

    /// All clients in the order of their ids.
    async fn clients(&self) -> Result<Vec<Client>>;

    /// Removes a client with its consents and ends its families; tells whether it was there.
    async fn remove_client(&self, id: &ClientId, now: Timestamp) -> Result<bool>;
}
