//! What people allowed apps to have.

use super::Result;
use crate::clock::Timestamp;
use crate::model::{Consent, UserId};
use crate::oidc::ClientId;
use async_trait::async_trait;

/// What people allowed apps to have.
#[async_trait]
pub trait Consents {
    /// What `user` allowed `client`.
    async fn consent(&self, user: UserId, client: &ClientId) -> Result<Option<Consent>>;

    /// All that `user` allowed, newest first.
    async fn consents_of(&self, user: UserId) -> Result<Vec<Consent>>;

    /// Remembers a consent; scopes allowed before stay allowed.
    async fn remember_consent(&self, consent: Consent) -> Result<()>;

    /// Forgets a consent and ends all families of this person and client in the same write;
    /// tells whether there was one.
    async fn revoke_consent(&self, user: UserId, client: &ClientId, now: Timestamp)
    -> Result<bool>;
}
