//! Ends of everything of a kind: known in memory, and asked for with every copy and every row.

use super::{Cached, Memory};
use crate::clock::Timestamp;
use crate::model::{DeviceGrant, Ended, Ending, Grant, Over, Session};
use crate::store::{Change, Endings, Result, Store};
use async_trait::async_trait;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Up to which millisecond everything is over, as far as is known here.
pub struct KnownOver {
    sessions: AtomicI64,
    families: AtomicI64,
}

impl KnownOver {
    /// What was ended before this process began.
    pub fn of(endings: &[Ending]) -> Self {
        let nothing = Over::default();
        let known = Self {
            sessions: AtomicI64::new(nothing.sessions),
            families: AtomicI64::new(nothing.families),
        };
        known.learn(endings);
        known
    }

    /// What was ended is never taken back.
    fn learn(&self, endings: &[Ending]) {
        for ending in endings {
            let place = match ending.what {
                Ended::Sessions => &self.sessions,
                Ended::Families => &self.families,
            };
            place.fetch_max(ending.until, Ordering::SeqCst);
        }
    }

    fn now(&self) -> Over {
        Over {
            sessions: self.sessions.load(Ordering::SeqCst),
            families: self.families.load(Ordering::SeqCst),
        }
    }
}

impl Memory {
    /// A session as it is: what was over before its row says so has ended.
    pub(super) fn as_ended(&self, session: Arc<Session>) -> Arc<Session> {
        match self.over.now().session(&session) {
            Some(ended_at) if session.ended_at.is_none() => Arc::new(Session {
                ended_at: Some(ended_at),
                ..Session::clone(&session)
            }),
            _ => session,
        }
    }

    /// The same of a family.
    pub(super) fn as_ended_family(&self, grant: Arc<Grant>) -> Arc<Grant> {
        match self.over.now().family(&grant) {
            Some(ended_at) if grant.ended_at.is_none() => Arc::new(Grant {
                ended_at: Some(ended_at),
                ..Grant::clone(&grant)
            }),
            _ => grant,
        }
    }

    /// Leaves out what is over.
    pub(super) fn going_on(&self, mut sessions: Vec<Session>) -> Vec<Session> {
        let over = self.over.now();
        sessions.retain(|session| over.session(session).is_none());
        sessions
    }

    /// The same of a device, whose family has the same identifier.
    pub(super) fn device_going_on(&self, device: Option<DeviceGrant>) -> Option<DeviceGrant> {
        let over = self.over.now();
        device.filter(|device| !over.has_family(device.id))
    }

    /// Whether a family is over.
    pub(super) fn is_over(&self, grant: &Grant) -> bool {
        self.over.now().family(grant).is_some()
    }
}

impl<S: Store> Cached<S> {
    /// Notices what was ended by others.
    pub(super) async fn look_at_endings(&self) -> Result<()> {
        self.over.learn(&self.inner.endings().await?);
        Ok(())
    }

    /// The same where nobody has looked for changes lately.
    pub(super) async fn be_sure_of_endings(&self) -> Result<()> {
        match self.marks.fresh_at() {
            Some(_) => Ok(()),
            None => self.look_at_endings().await,
        }
    }
}

#[async_trait]
impl<S: Store> Endings for Cached<S> {
    async fn end_everything(&self, what: Vec<Ended>, until: i64, at: Timestamp) -> Result<()> {
        self.inner.end_everything(what, until, at).await?;
        self.look_at_endings().await?;
        self.marks.note(Change::Everybody);
        Ok(())
    }

    fn over(&self) -> Over {
        self.memory.over.now()
    }

    async fn endings(&self) -> Result<Vec<Ending>> {
        self.inner.endings().await
    }

    async fn carry_on(&self, ending: Ending, limit: u32, now: Timestamp) -> Result<()> {
        self.inner.carry_on(ending, limit, now).await
    }
}
