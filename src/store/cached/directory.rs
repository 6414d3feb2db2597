//! What operators look through: never from memory.

use super::Cached;
use crate::clock::Timestamp;
use crate::model::{Client, Consent, Group, GroupId, Session, SessionId, User, UserId};
use crate::oidc::ClientId;
use crate::store::{Change, Directory, Groups, ListedUser, People, Place, Result, Store};
use async_trait::async_trait;

#[async_trait]
impl<S: Store> Directory for Cached<S> {
    async fn people(
        &self,
        people: People,
        after: Option<Place>,
        limit: u32,
    ) -> Result<Vec<ListedUser>> {
        self.inner.people(people, after, limit).await
    }

    async fn replace_user(&self, before: User, after: User, now: Timestamp) -> Result<bool> {
        let id = before.id;
        let replaced = self.inner.replace_user(before, after, now).await?;
        self.marks.note(Change::Person(id));
        Ok(replaced)
    }

    async fn remove_user(&self, seen: User, now: Timestamp) -> Result<bool> {
        let id = seen.id;
        let removed = self.inner.remove_user(seen, now).await?;
        self.marks.note(Change::Person(id));
        Ok(removed)
    }

    async fn sign_out_everywhere(&self, id: UserId, now: Timestamp) -> Result<()> {
        self.inner.sign_out_everywhere(id, now).await?;
        self.marks.note(Change::Person(id));
        Ok(())
    }

    async fn live_sessions(
        &self,
        after: Option<SessionId>,
        limit: u32,
        now: Timestamp,
    ) -> Result<Vec<Session>> {
        let sessions = self.inner.live_sessions(after, limit, now).await?;
        Ok(self.going_on(sessions))
    }

    async fn consents_at(
        &self,
        client: &ClientId,
        after: Option<UserId>,
        limit: u32,
    ) -> Result<Vec<Consent>> {
        self.inner.consents_at(client, after, limit).await
    }

    async fn clients_after(
        &self,
        part: &str,
        after: Option<&ClientId>,
        limit: u32,
    ) -> Result<Vec<Client>> {
        self.inner.clients_after(part, after, limit).await
    }
}

#[async_trait]
impl<S: Store> Groups for Cached<S> {
    async fn create_group(&self, group: Group) -> Result<()> {
        self.inner.create_group(group).await
    }

    async fn group(&self, id: GroupId) -> Result<Option<Group>> {
        self.inner.group(id).await
    }

    async fn group_by_name(&self, name: &str) -> Result<Option<Group>> {
        self.inner.group_by_name(name).await
    }

    async fn groups(&self, prefix: &str, after: Option<&str>, limit: u32) -> Result<Vec<Group>> {
        self.inner.groups(prefix, after, limit).await
    }

    async fn replace_group(&self, before: Group, after: Group) -> Result<bool> {
        let replaced = self.inner.replace_group(before, after).await?;
        self.marks.note_clients();
        self.marks.note(Change::Everybody);
        Ok(replaced)
    }

    async fn remove_group(&self, seen: Group, now: Timestamp) -> Result<bool> {
        let removed = self.inner.remove_group(seen, now).await?;
        self.marks.note(Change::Everybody);
        Ok(removed)
    }
}
