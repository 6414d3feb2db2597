//! What other systems look through, and what they prove themselves by: never from memory.

use super::Cached;
use crate::clock::Timestamp;
use crate::model::{Group, GroupId, ScimToken, ScimTokenId, User, UserId};
use crate::store::{Provisioning, Resource, Result, ScimTokens, Store};
use async_trait::async_trait;

#[async_trait]
impl<S: Store> Provisioning for Cached<S> {
    async fn user_count(&self) -> Result<u64> {
        self.inner.user_count().await
    }

    async fn users_from(&self, skipped: u64, limit: u32) -> Result<Vec<User>> {
        self.inner.users_from(skipped, limit).await
    }

    async fn group_count(&self) -> Result<u64> {
        self.inner.group_count().await
    }

    async fn groups_from(&self, skipped: u64, limit: u32) -> Result<Vec<Group>> {
        self.inner.groups_from(skipped, limit).await
    }

    async fn members(
        &self,
        group: GroupId,
        after: Option<UserId>,
        limit: u32,
    ) -> Result<Vec<UserId>> {
        self.inner.members(group, after, limit).await
    }

    async fn external_id(&self, of: Resource) -> Result<Option<String>> {
        self.inner.external_id(of).await
    }

    async fn user_by_subject(&self, subject: &str) -> Result<Option<UserId>> {
        self.inner.user_by_subject(subject).await
    }

    async fn users_known_as(&self, external_id: &str, limit: u32) -> Result<Vec<UserId>> {
        self.inner.users_known_as(external_id, limit).await
    }

    async fn groups_known_as(&self, external_id: &str, limit: u32) -> Result<Vec<GroupId>> {
        self.inner.groups_known_as(external_id, limit).await
    }
}

#[async_trait]
impl<S: Store> ScimTokens for Cached<S> {
    async fn create_scim_token(&self, token: ScimToken) -> Result<()> {
        self.inner.create_scim_token(token).await
    }

    async fn scim_token(&self, id: ScimTokenId) -> Result<Option<ScimToken>> {
        self.inner.scim_token(id).await
    }

    async fn scim_tokens(&self) -> Result<Vec<ScimToken>> {
        self.inner.scim_tokens().await
    }

    async fn remove_scim_token(&self, id: ScimTokenId) -> Result<bool> {
        self.inner.remove_scim_token(id).await
    }

    async fn touch_scim_tokens(&self, used: Vec<(ScimTokenId, Timestamp)>) -> Result<()> {
        self.inner.touch_scim_tokens(used).await
    }
}
