//! Apps and what people allowed them.

use super::Cached;
use crate::clock::Timestamp;
use crate::model::{Client, Consent, UserId};
use crate::oidc::ClientId;
use crate::store::{Change, Clients, Consents, Result, Store};
use async_trait::async_trait;
use std::sync::Arc;

#[async_trait]
impl<S: Store> Clients for Cached<S> {
    async fn put_client(&self, client: Client) -> Result<()> {
        self.inner.put_client(client).await?;
        self.marks.note_clients();
        Ok(())
    }

    async fn client(&self, id: &ClientId) -> Result<Option<Arc<Client>>> {
        self.clients
            .get(&self.marks, id, || self.inner.client(id))
            .await
    }

    async fn clients(&self) -> Result<Vec<Client>> {
        self.inner.clients().await
    }

    async fn remove_client(&self, id: &ClientId, now: Timestamp) -> Result<bool> {
        let removed = self.inner.remove_client(id, now).await?;
        self.marks.note_clients();
        self.marks.note(Change::Everybody);
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
        self.marks.note(Change::Person(user));
        Ok(revoked)
    }
}
