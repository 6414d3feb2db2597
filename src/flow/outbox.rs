//! Wakes those who tell apps of ended sessions, and lets a sign-out wait a moment for them.

use super::wake::Wake;
use crate::model::LogoutId;
use std::collections::HashSet;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::timeout;

/// How long a person waits for slow apps at most.
const MOMENT: Duration = Duration::from_secs(1);

/// What is to be told lies in the store; here is only who waits for it.
#[derive(Debug, Default)]
pub struct Outbox {
    wake: Wake,
    settled: Notify,
    awaited: Mutex<HashSet<LogoutId>>,
}

/// Waits for deliveries until it is dropped.
struct Wait<'a> {
    outbox: &'a Outbox,
    ids: &'a [LogoutId],
}

impl Outbox {
    /// There may be something to tell.
    pub fn wake(&self) {
        self.wake.wake();
    }

    /// Waits until there may be.
    pub async fn woken(&self) {
        self.wake.woken().await;
    }

    /// An attempt at telling is over.
    pub fn settle(&self, id: LogoutId) {
        if self.awaited().remove(&id) {
            self.settled.notify_waiters();
        }
    }

    /// Wakes, and waits a moment for the first attempt at each of `ids`.
    pub async fn told(&self, ids: &[LogoutId]) {
        if ids.is_empty() {
            return;
        }
        self.awaited().extend(ids);
        let wait = Wait { outbox: self, ids };
        self.wake();
        let _ = timeout(MOMENT, wait.all()).await;
    }

    fn awaited(&self) -> MutexGuard<'_, HashSet<LogoutId>> {
        self.awaited.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wait<'_> {
    async fn all(&self) {
        let mut settled = pin!(self.outbox.settled.notified());
        loop {
            // Before the look, so that nothing that settles after it is missed.
            settled.as_mut().enable();
            if !self.is_waiting() {
                return;
            }
            settled.as_mut().await;
            settled.set(self.outbox.settled.notified());
        }
    }

    fn is_waiting(&self) -> bool {
        let awaited = self.outbox.awaited();
        self.ids.iter().any(|id| awaited.contains(id))
    }
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        let mut awaited = self.outbox.awaited();
        for id in self.ids {
            awaited.remove(id);
        }
    }
}
