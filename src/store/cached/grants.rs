//! Token families.

use super::Cached;
use crate::clock::Timestamp;
use crate::model::{Grant, GrantId, TokenId, UserId};
use crate::oidc::ClientId;
use crate::store::{Grants, Redemption, Result, Rotation, Store};
use async_trait::async_trait;
use std::time::Duration;

#[async_trait]
impl<S: Store> Grants for Cached<S> {
    async fn redeem(&self, grant: Grant) -> Result<Redemption> {
        let id = grant.id;
        let redemption = self.inner.redeem(grant).await?;
        if redemption == Redemption::Replay {
            self.ended(id);
        }
        Ok(redemption)
    }

    async fn grant(&self, id: GrantId) -> Result<Option<Grant>> {
        self.grants.get(&id, self.inner.grant(id)).await
    }

    async fn rotate(
        &self,
        id: GrantId,
        generation: i64,
        now: Timestamp,
        idle: Duration,
        retry_window: Duration,
    ) -> Result<Rotation> {
        let began = self.grants.mark(&id);
        let rotation = self
            .inner
            .rotate(id, generation, now, idle, retry_window)
            .await?;
        match &rotation {
            Rotation::Reused => self.ended(id),
            Rotation::Rotated(grant) => self.grants.replace(&id, grant.clone(), began),
            Rotation::Retried(_) | Rotation::Dead => {}
        }
        Ok(rotation)
    }

    async fn end_grant(&self, id: GrantId, now: Timestamp) -> Result<()> {
        self.inner.end_grant(id, now).await?;
        self.ended(id);
        Ok(())
    }

    async fn end_grants_of(&self, user: UserId, client: &ClientId, now: Timestamp) -> Result<()> {
        self.inner.end_grants_of(user, client, now).await?;
        self.raised();
        self.grants.clear();
        Ok(())
    }

    async fn revoke_access_token(&self, id: TokenId, expires_at: Timestamp) -> Result<()> {
        self.inner.revoke_access_token(id, expires_at).await?;
        self.raised();
        self.unrevoked.remove(&id);
        Ok(())
    }

    async fn is_access_token_revoked(&self, id: TokenId) -> Result<bool> {
        // Only what holds is remembered: what is revoked is asked for rarely.
        let read = async {
            let revoked = self.inner.is_access_token_revoked(id).await?;
            Ok((!revoked).then_some(()))
        };
        let holds = self.unrevoked.get(&id, read).await?;
        Ok(holds.is_none())
    }
}

impl<S: Store> Cached<S> {
    /// A family of this process's making has ended.
    fn ended(&self, id: GrantId) {
        self.raised();
        self.grants.remove(&id);
    }
}
