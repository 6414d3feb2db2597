//! Signed-in browsers.

use super::Result;
use crate::clock::Timestamp;
use crate::model::{Epoch, LogoutId, Session, SessionId, UserId};
use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;

/// A sign-in to be written down.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The session that begins.
    pub session: Session,
    /// The browser's session before, which ends in the same write. If that is `session` itself, the
    /// same person has signed in again: it goes on under a new secret, with all that depends on it.
    pub replaces: Option<SessionId>,
    /// How long a family that is refreshed may live at most, from when it began. Families that end with
    /// a session go on with it up to that.
    pub families_live: Duration,
    /// The epoch of the account in which the person proved who they are; nothing where nobody did.
    pub proved_in: Option<Epoch>,
    /// Counters of failed attempts that are cleared in the same write.
    pub clears_attempts: Vec<[u8; 32]>,
}

/// Signed-in browsers.
#[async_trait]
pub trait Sessions {
    /// Writes a sign-in down: one durable write. Tells whether it did; a session that is to go on
    /// must still be there, be the same person's and not have ended. `Stale` where the account is in
    /// another epoch than that of the proof, or may not sign in any more.
    async fn begin_session(&self, new: NewSession) -> Result<bool>;

    /// The session with this id, ended or not.
    async fn session(&self, id: SessionId) -> Result<Option<Arc<Session>>>;

    /// Sessions of a person that have neither ended nor expired, newest first.
    async fn sessions_of(&self, user: UserId, now: Timestamp) -> Result<Vec<Session>>;

    /// Notes last uses, many in one write; never moves one back.
    async fn touch_sessions(&self, seen: Vec<(SessionId, Timestamp)>) -> Result<()>;

    /// Ends a session and the online families that depend on it, and has its apps told in the same
    /// write: what is to be delivered.
    async fn end_session(&self, id: SessionId, now: Timestamp) -> Result<Vec<LogoutId>>;

    /// Ends all sessions of a person but `kept`, each as [`Sessions::end_session`] does, in one
    /// write: what is to be delivered.
    async fn end_other_sessions(
        &self,
        user: UserId,
        kept: SessionId,
        now: Timestamp,
    ) -> Result<Vec<LogoutId>>;
}
