//! What other systems prove themselves by.

use super::Result;
use crate::clock::Timestamp;
use crate::model::{ScimToken, ScimTokenId};
use async_trait::async_trait;

/// What other systems prove themselves by.
#[async_trait]
pub trait ScimTokens {
    /// Keeps a new token. `Taken("token name")` if there is one of this name.
    async fn create_scim_token(&self, token: ScimToken) -> Result<()>;

    /// The token with this id.
    async fn scim_token(&self, id: ScimTokenId) -> Result<Option<ScimToken>>;

    /// All tokens by name.
    async fn scim_tokens(&self) -> Result<Vec<ScimToken>>;

    /// Removes a token; tells whether it was there.
    async fn remove_scim_token(&self, id: ScimTokenId) -> Result<bool>;

    /// Notes last uses, in one write; they never move back.
    async fn touch_scim_tokens(&self, used: Vec<(ScimTokenId, Timestamp)>) -> Result<()>;
}
