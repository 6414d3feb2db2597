//! Bounded memory in front of a store: what requests look up again and again.
//!
//! Owns copies, never truth. A change made through it takes the copies along as soon as it is on
//! disk; a change by another process is noticed by [`Revisions`], which is asked for every second,
//! and takes all copies along. What must be exact (redemption, rotation, attempts, passwords,
//! consents) always asks the store itself.

mod clients;
mod copies;
mod grants;
mod people;
mod plain;

use super::{Housekeeping, Result, Revisions, Store, Swept};
use crate::clock::Timestamp;
use crate::model::{Client, Grant, GrantId, Session, SessionId, TokenId, User, UserId};
use crate::oidc::ClientId;
use async_trait::async_trait;
use copies::Copies;
use std::sync::atomic::{AtomicI64, Ordering};

/// Entries of each kind. An entry takes some hundred bytes.
const CLIENTS: u64 = 1_000;
const OTHERS: u64 = 10_000;

/// A store with memory.
pub struct Cached<S> {
    inner: S,
    clients: Copies<ClientId, Client>,
    users: Copies<UserId, User>,
    sessions: Copies<SessionId, Session>,
    grants: Copies<GrantId, Grant>,
    unrevoked: Copies<TokenId, ()>,
    /// How often this process has raised `Revisions::people` itself.
    raised: AtomicI64,
    /// `Revisions::people` as it would be without this process.
    foreign: AtomicI64,
    clients_seen: AtomicI64,
}

impl<S: Store> Cached<S> {
    /// `inner` with empty memory.
    pub async fn new(inner: S) -> Result<Self> {
        let revisions = inner.revisions().await?;
        Ok(Self {
            inner,
            clients: Copies::new(CLIENTS),
            users: Copies::new(OTHERS),
            sessions: Copies::new(OTHERS),
            grants: Copies::new(OTHERS),
            unrevoked: Copies::new(OTHERS),
            raised: AtomicI64::new(0),
            foreign: AtomicI64::new(revisions.people),
            clients_seen: AtomicI64::new(revisions.clients),
        })
    }

    /// A change of this process is on disk that raised `Revisions::people`.
    fn raised(&self) {
        self.raised.fetch_add(1, Ordering::SeqCst);
    }

    /// Takes along all copies about people.
    fn forget_people(&self) {
        self.users.clear();
        self.sessions.clear();
        self.grants.clear();
        self.unrevoked.clear();
    }

    /// Takes copies along where another process has changed something.
    fn notice(&self, before: i64, now: &Revisions) {
        if self.clients_seen.swap(now.clients, Ordering::SeqCst) != now.clients {
            self.clients.clear();
        }
        let after = self.raised.load(Ordering::SeqCst);
        let own = now.people - self.foreign.load(Ordering::SeqCst);
        if !(before..=after).contains(&own) {
            // Somebody else's change; or one of ours that is being answered, which costs no more
            // than asking again.
            self.foreign.store(now.people - after, Ordering::SeqCst);
            self.forget_people();
        }
    }
}

#[async_trait]
impl<S: Store> Housekeeping for Cached<S> {
    async fn deployment_id(&self) -> Result<[u8; 16]> {
        self.inner.deployment_id().await
    }

    async fn revisions(&self) -> Result<Revisions> {
        let before = self.raised.load(Ordering::SeqCst);
        let now = self.inner.revisions().await?;
        self.notice(before, &now);
        Ok(now)
    }

    async fn sweep(&self, now: Timestamp, limit: u32) -> Result<Swept> {
        self.inner.sweep(now, limit).await
    }

    async fn ping(&self) -> Result<()> {
        self.inner.ping().await
    }

    async fn close(&self) {
        self.inner.close().await;
    }
}

#[cfg(test)]
mod tests;
