//! Token families.

use super::{Cached, Unrevoked};
use crate::clock::Timestamp;
use crate::model::{Grant, GrantId, SessionId, TokenId, UserId};
use crate::oidc::ClientId;
use crate::store::{Change, Grants, Redemption, Result, Rotation, Store};
use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;

#[async_trait]
impl<S: Store> Grants for Cached<S> {
    async fn redeem(&self, grant: Arc<Grant>) -> Result<Redemption> {
        let id = grant.id;
        let redemption = self.inner.redeem(grant).await?;
        if redemption == Redemption::Replay {
            self.marks.note(Change::Grant(id));
        }
        Ok(redemption)
    }

    async fn grant(&self, id: GrantId) -> Result<Option<Arc<Grant>>> {
        self.be_sure_of_endings().await?;
        let read = || self.inner.grant(id);
        let grant = self.grants.get(&self.marks, &id, read).await?;
        Ok(grant.map(|grant| self.as_ended_family(grant)))
    }

    async fn current_grant(&self, id: GrantId) -> Result<Option<Arc<Grant>>> {
        self.be_sure_of_endings().await?;
        let grant = self.inner.grant(id).await?;
        Ok(grant.map(|grant| self.as_ended_family(grant)))
    }

    async fn rotate(
        &self,
        id: GrantId,
        generation: i64,
        now: Timestamp,
        idle: Duration,
        retry_window: Duration,
    ) -> Result<Rotation> {
        self.be_sure_of_endings().await?;
        let read_at = self.marks.count();
        let rotation = self
            .inner
            .rotate(id, generation, now, idle, retry_window)
            .await?;
        if let Rotation::Rotated(grant) | Rotation::Retried(grant) = &rotation
            && self.is_over(grant)
        {
            return Ok(Rotation::Dead);
        }
        match &rotation {
            Rotation::Reused => self.marks.note(Change::Grant(id)),
            Rotation::Rotated(grant) => {
                self.grants
                    .keep(&self.marks, &id, Arc::clone(grant), read_at);
            }
            Rotation::Retried(_) | Rotation::Dead => {}
        }
        Ok(rotation)
    }

    async fn end_grant(&self, id: GrantId, now: Timestamp) -> Result<()> {
        self.inner.end_grant(id, now).await?;
        self.marks.note(Change::Grant(id));
        Ok(())
    }

    async fn clients_of_session(&self, session: SessionId) -> Result<Vec<ClientId>> {
        self.inner.clients_of_session(session).await
    }

    async fn end_grants_of(&self, user: UserId, client: &ClientId, now: Timestamp) -> Result<()> {
        self.inner.end_grants_of(user, client, now).await?;
        self.marks.note(Change::Person(user));
        Ok(())
    }

    async fn revoke_access_token(&self, id: TokenId, expires_at: Timestamp) -> Result<()> {
        self.inner.revoke_access_token(id, expires_at).await?;
        self.marks.note(Change::AccessToken(id));
        Ok(())
    }

    async fn is_access_token_revoked(&self, id: TokenId) -> Result<bool> {
        // Only what holds is remembered: what is revoked is asked for rarely.
        let read = || async {
            let revoked = self.inner.is_access_token_revoked(id).await?;
            Ok((!revoked).then_some(Unrevoked(id)))
        };
        let holds = self.unrevoked.get(&self.marks, &id, read).await?;
        Ok(holds.is_none())
    }
}
