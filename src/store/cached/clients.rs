//! Apps and what people allowed them.

use super::Cached;
use crate::clock::Timestamp;
use crate::model::{Client, Consent, UserId};
use crate::oidc::ClientId;
use crate::store::{Clients, Consents, Result, Store};
use async_trait::async_trait;

#[async_trait]
impl<S: Store> Clients for Cached<S> {
    async fn put_client(&self, client: Client) -> Result<()> {
        let id = client.id.clone();
        self.inner.put_client(client).await?;
        self.clients.remove(&id);
        Ok(())
    }

    async fn client(&self, id: &ClientId) -> Result<Option<Client>> {
        self.clients.get(id, self.inner.client(id)).await
    }

    async fn clients(&self) -> Result<Vec<Client>> {
        self.inner.clients().await
    }

    async fn remove_client(&self, id: &ClientId, now: Timestamp) -> Result<bool> {
        let removed = self.inner.remove_client(id, now).await?;
        self.raised();
        self.forget_people();
        self.clients.remove(id);
        Ok(removed)
    }
}

#[async_trait]
impl<S: Store> Consents for Cached<S> {
    async fn consent(&self, user: UserId, client: &ClientId) -> Result<Option<Consent>> {
        self.inner.consent(user, client).await
    }

    async fn consents_of(&self, user: UserId) -> Result<Vec<Consent>> {
        self.inner.consents_of(user).await
    }

    async fn remember_consent(&self, consent: Consent) -> Result<()> {
        self.inner.remember_consent(consent).await
    }

    async fn revoke_consent(
        &self,
        user: UserId,
        client: &ClientId,
        now: Timestamp,
    ) -> Result<bool> {
        let revoked = self.inner.revoke_consent(user, client, now).await?;
        self.raised();
        self.grants.clear();
        Ok(revoked)
    }
}
