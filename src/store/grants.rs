//! Token families, and single access tokens that were revoked.

use super::Result;
use crate::clock::Timestamp;
use crate::model::{Grant, GrantId, SessionId, TokenId, UserId};
use crate::oidc::ClientId;
use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;

/// What became of a redemption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redemption {
    /// The code was used for the first time; the family is on disk.
    First,
    /// The code had been used; its family has been ended in the same write.
    Replay,
}

/// What became of a refresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// The generation was raised; the grant as it is now.
    Rotated(Arc<Grant>),
    /// The generation before, presented again within the retry window: the grant as it is.
    Retried(Arc<Grant>),
    /// A generation used up long ago: the family has been ended.
    Reused,
    /// No such family, or it has ended or expired.
    Dead,
}

/// Token families, and single access tokens that were revoked.
#[async_trait]
pub trait Grants {
    /// Redeems a code: inserts its family, or finds the row and ends the family. One write.
    async fn redeem(&self, grant: Arc<Grant>) -> Result<Redemption>;

    /// The family with this id, ended or not. Its refreshes on other nodes may not be seen yet.
    async fn grant(&self, id: GrantId) -> Result<Option<Arc<Grant>>>;

    /// The family with this id, ended or not, as it is on disk.
    async fn current_grant(&self, id: GrantId) -> Result<Option<Arc<Grant>>> {
        self.grant(id).await
    }

    /// Raises the generation if `generation` is the current one; one write. `idle` is how long a
    /// family may go without a refresh, `retry_window` how long the generation before is forgiven.
    async fn rotate(
        &self,
        id: GrantId,
        generation: i64,
        now: Timestamp,
        idle: Duration,
        retry_window: Duration,
    ) -> Result<Rotation>;

    /// Ends a family.
    async fn end_grant(&self, id: GrantId, now: Timestamp) -> Result<()>;

    /// The clients with which something came of a session, whatever has become of it.
    async fn clients_of_session(&self, session: SessionId) -> Result<Vec<ClientId>>;

    /// Ends all families of a person at a client.
    async fn end_grants_of(&self, user: UserId, client: &ClientId, now: Timestamp) -> Result<()>;

    /// Remembers until `expires_at` that one access token is revoked.
    async fn revoke_access_token(&self, id: TokenId, expires_at: Timestamp) -> Result<()>;

    /// Whether this access token was revoked by itself.
    async fn is_access_token_revoked(&self, id: TokenId) -> Result<bool>;
}
