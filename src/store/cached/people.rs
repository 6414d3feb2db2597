//! People and their sessions.

use super::Cached;
use crate::clock::Timestamp;
use crate::model::{
    Credential, CredentialId, Link, LinkHash, LogoutId, Mail, PasskeyOffer, PasswordHash, Session,
    SessionId, User, UserId,
};
use crate::oidc::profile::Profile;
use crate::store::{
    Account, Change, CredentialChange, Credentials, Deletions, LinkEffect, Links, NewSession, Page,
    PasskeyOffers, Result, Sessions, Store, Users,
};
use async_trait::async_trait;
use std::sync::Arc;

#[async_trait]
impl<S: Store> Users for Cached<S> {
    async fn create_owner(&self, account: Account) -> Result<bool> {
        self.inner.create_owner(account).await
    }

    async fn has_owner(&self) -> Result<bool> {
        self.inner.has_owner().await
    }

    async fn create_user(&self, account: Account) -> Result<()> {
        self.inner.create_user(account).await
    }

    async fn create_users(&self, accounts: Vec<Account>) -> Result<()> {
        self.inner.create_users(accounts).await
    }

    async fn change_profile(&self, id: UserId, profile: Profile, now: Timestamp) -> Result<()> {
        self.inner.change_profile(id, profile, now).await?;
        self.marks.note(Change::Person(id));
        Ok(())
    }

    async fn user(&self, id: UserId) -> Result<Option<Arc<User>>> {
        self.users
            .get(&self.marks, &id, || self.inner.user(id))
            .await
    }

    async fn account_by_login(&self, key: &str) -> Result<Option<Account>> {
        self.inner.account_by_login(key).await
    }

    async fn users(&self, page: Page<UserId>) -> Result<Vec<User>> {
        self.inner.users(page).await
    }

    async fn set_password(
        &self,
        id: UserId,
        password: PasswordHash,
        end_sessions: bool,
        now: Timestamp,
    ) -> Result<()> {
        self.inner
            .set_password(id, password, end_sessions, now)
            .await?;
        self.marks.note(Change::Person(id));
        Ok(())
    }

    async fn rehash_password(
        &self,
        id: UserId,
        old: PasswordHash,
        new: PasswordHash,
    ) -> Result<()> {
        self.inner.rehash_password(id, old, new).await
    }

    async fn set_disabled(&self, id: UserId, disabled: bool, now: Timestamp) -> Result<()> {
        self.inner.set_disabled(id, disabled, now).await?;
        self.marks.note(Change::Person(id));
        Ok(())
    }
}

#[async_trait]
impl<S: Store> Credentials for Cached<S> {
    async fn credentials_of(&self, user: UserId) -> Result<Vec<Credential>> {
        self.inner.credentials_of(user).await
    }

    async fn change_credentials(&self, change: CredentialChange, now: Timestamp) -> Result<bool> {
        let user = change.user_id;
        let changed = self.inner.change_credentials(change, now).await?;
        self.marks.note(Change::Person(user));
        Ok(changed)
    }

    async fn use_credential(&self, id: CredentialId, counter: i64, now: Timestamp) -> Result<bool> {
        self.inner.use_credential(id, counter, now).await
    }

    async fn use_passkey(&self, id: CredentialId, counter: i64, now: Timestamp) -> Result<bool> {
        self.inner.use_passkey(id, counter, now).await
    }

    async fn rename_credential(
        &self,
        user: UserId,
        id: CredentialId,
        name: String,
    ) -> Result<bool> {
        self.inner.rename_credential(user, id, name).await
    }
}

#[async_trait]
impl<S: Store> Deletions for Cached<S> {
    async fn schedule_deletion(
        &self,
        user: UserId,
        due_at: Timestamp,
        mails: Vec<Mail>,
        now: Timestamp,
    ) -> Result<bool> {
        let scheduled = self
            .inner
            .schedule_deletion(user, due_at, mails, now)
            .await?;
        self.marks.note(Change::Person(user));
        Ok(scheduled)
    }

    async fn deletion_of(&self, user: UserId) -> Result<Option<Timestamp>> {
        self.inner.deletion_of(user).await
    }

    async fn keep_account(&self, user: UserId) -> Result<bool> {
        self.inner.keep_account(user).await
    }

    async fn due_deletions(&self, now: Timestamp, limit: u32) -> Result<Vec<UserId>> {
        self.inner.due_deletions(now, limit).await
    }

    async fn delete_due(&self, user: UserId, mails: Vec<Mail>, now: Timestamp) -> Result<bool> {
        let deleted = self.inner.delete_due(user, mails, now).await?;
        self.marks.note(Change::Person(user));
        Ok(deleted)
    }
}

#[async_trait]
impl<S: Store> PasskeyOffers for Cached<S> {
    async fn passkey_offer(&self, user: UserId) -> Result<Option<PasskeyOffer>> {
        self.inner.passkey_offer(user).await
    }

    async fn put_passkey_offer(&self, user: UserId, offer: PasskeyOffer) -> Result<()> {
        self.inner.put_passkey_offer(user, offer).await
    }
}

#[async_trait]
impl<S: Store> Links for Cached<S> {
    async fn put_link(&self, link: Link, mail: Option<Mail>) -> Result<()> {
        self.inner.put_link(link, mail).await
    }

    async fn link(&self, hash: LinkHash) -> Result<Option<Link>> {
        self.inner.link(hash).await
    }

    async fn links_of(&self, user: UserId, now: Timestamp) -> Result<Vec<Link>> {
        self.inner.links_of(user, now).await
    }

    async fn invitations(
        &self,
        after: Option<(Timestamp, LinkHash)>,
        limit: u32,
        now: Timestamp,
    ) -> Result<Vec<Link>> {
        self.inner.invitations(after, limit, now).await
    }

    async fn withdraw_invitation(&self, hash: LinkHash, now: Timestamp) -> Result<bool> {
        self.inner.withdraw_invitation(hash, now).await
    }

    async fn use_link(
        &self,
        hash: LinkHash,
        effect: LinkEffect,
        mails: Vec<Mail>,
        now: Timestamp,
    ) -> Result<bool> {
        let changed = match &effect {
            LinkEffect::SetPassword(id, _) => Some(*id),
            LinkEffect::Address { user, .. } => Some(*user),
            LinkEffect::Create(_) => None,
        };
        let used = self.inner.use_link(hash, effect, mails, now).await?;
        if let Some(id) = changed.filter(|_| used) {
            self.marks.note(Change::Person(id));
        }
        Ok(used)
    }
}

#[async_trait]
impl<S: Store> Sessions for Cached<S> {
    async fn begin_session(&self, new: NewSession) -> Result<bool> {
        let replaces = new.replaces;
        let begun = self.inner.begin_session(new).await?;
        if let Some(before) = replaces {
            self.marks.note(Change::Session(before));
        }
        Ok(begun)
    }

    async fn session(&self, id: SessionId) -> Result<Option<Arc<Session>>> {
        self.be_sure_of_endings().await?;
        let read = || self.inner.session(id);
        let session = self.sessions.get(&self.marks, &id, read).await?;
        Ok(session.map(|session| self.as_ended(session)))
    }

    async fn sessions_of(&self, user: UserId, now: Timestamp) -> Result<Vec<Session>> {
        let sessions = self.inner.sessions_of(user, now).await?;
        Ok(self.going_on(sessions))
    }

    async fn touch_sessions(&self, seen: Vec<(SessionId, Timestamp)>) -> Result<()> {
        self.inner.touch_sessions(seen.clone()).await?;
        for (id, at) in seen {
            self.sessions.amend(&id, |session| {
                let last_seen_at = session.last_seen_at.max(at);
                Arc::new(Session {
                    last_seen_at,
                    ..Session::clone(session)
                })
            });
        }
        Ok(())
    }

    async fn end_session(&self, id: SessionId, now: Timestamp) -> Result<Vec<LogoutId>> {
        let told = self.inner.end_session(id, now).await?;
        self.marks.note(Change::Session(id));
        Ok(told)
    }

    async fn end_other_sessions(
        &self,
        user: UserId,
        kept: SessionId,
        now: Timestamp,
    ) -> Result<Vec<LogoutId>> {
        let told = self.inner.end_other_sessions(user, kept, now).await?;
        self.marks.note(Change::Person(user));
        Ok(told)
    }
}
