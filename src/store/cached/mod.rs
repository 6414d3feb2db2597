//! Bounded memory in front of a store: what requests look up again and again.
//!
//! Owns copies, never truth. A change made through it takes the copies along as soon as it is on
//! disk. Changes by others are noticed when somebody asks for [`Revisions`], which is to happen
//! again and again; where it has not for some seconds, no copy is good. What must be exact
//! (redemption, rotation, attempts, passwords, consents) always asks the store itself.

mod batches;
mod clients;
mod copies;
mod directory;
mod endings;
mod events;
mod grants;
mod marks;
mod people;
mod plain;
mod provisioning;

use super::{Change, Changes, Housekeeping, Result, Revisions, Store, Swept};
use crate::clock::Timestamp;
use crate::metrics::{Connections, StoreMeters};
use crate::model::{Client, Grant, GrantId, Session, SessionId, TokenId, User, UserId};
use crate::oidc::ClientId;
use async_trait::async_trait;
use copies::Copies;
use endings::KnownOver;
use marks::{Marks, Unrevoked};
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Entries of each kind. An entry takes some hundred bytes.
const CLIENTS: usize = 1_000;
const OTHERS: usize = 10_000;

/// A store with memory.
pub struct Cached<S> {
    inner: S,
    memory: Arc<Memory>,
}

/// The copies, shared by all that write through the same store.
pub struct Memory {
    marks: Marks,
    clients: Copies<ClientId, Arc<Client>>,
    users: Copies<UserId, Arc<User>>,
    sessions: Copies<SessionId, Arc<Session>>,
    grants: Copies<GrantId, Arc<Grant>>,
    unrevoked: Copies<TokenId, Unrevoked>,
    over: KnownOver,
    /// Up to where changes by others are known.
    position: AtomicI64,
    clients_seen: AtomicI64,
}

impl<S> Deref for Cached<S> {
    type Target = Memory;

    fn deref(&self) -> &Memory {
        &self.memory
    }
}

impl<S: Store> Cached<S> {
    /// `inner` with empty memory.
    pub async fn new(inner: S) -> Result<Self> {
        let revisions = inner.revisions().await?;
        let changes = inner.changes(None).await?;
        let memory = Memory {
            marks: Marks::new(),
            clients: Copies::new(CLIENTS),
            users: Copies::new(OTHERS),
            sessions: Copies::new(OTHERS),
            grants: Copies::new(OTHERS),
            unrevoked: Copies::new(OTHERS),
            over: KnownOver::of(&inner.endings().await?),
            position: AtomicI64::new(changes.position),
            clients_seen: AtomicI64::new(revisions.clients),
        };
        Ok(Self {
            inner,
            memory: Arc::new(memory),
        })
    }

    /// Notices what others (and this process itself) have changed since the last look.
    async fn look(&self, revisions: &Revisions) -> Result<()> {
        if self.clients_seen.swap(revisions.clients, Ordering::SeqCst) != revisions.clients {
            self.marks.note_clients();
        }
        let position = self.position.load(Ordering::SeqCst);
        let changes = self.inner.changes(Some(position)).await?;
        if changes.what.contains(&Change::Everybody) {
            self.look_at_endings().await?;
        }
        for change in changes.what {
            self.marks.note(change);
        }
        self.position.fetch_max(changes.position, Ordering::SeqCst);
        self.marks.looked();
        Ok(())
    }
}

#[async_trait]
impl<S: Store> Housekeeping for Cached<S> {
    async fn deployment_id(&self) -> Result<[u8; 16]> {
        self.inner.deployment_id().await
    }

    async fn revisions(&self) -> Result<Revisions> {
        let revisions = self.inner.revisions().await?;
        self.look(&revisions).await?;
        Ok(revisions)
    }

    async fn changes(&self, since: Option<i64>) -> Result<Changes> {
        self.inner.changes(since).await
    }

    async fn sweep(&self, now: Timestamp, limit: u32) -> Result<Swept> {
        self.inner.sweep(now, limit).await
    }

    async fn ping(&self) -> Result<()> {
        self.inner.ping().await
    }

    fn meters(&self) -> &StoreMeters {
        self.inner.meters()
    }

    fn connections(&self) -> Connections {
        self.inner.connections()
    }

    async fn close(&self) {
        self.inner.close().await;
    }
}

#[cfg(test)]
mod tests;
