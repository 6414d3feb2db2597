//! Everything of a kind, ended at once.

use super::{Grant, GrantId, RefreshKind, Session, SessionId};
use crate::clock::Timestamp;
use uuid::Uuid;

/// What is ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum Ended {
    /// All sessions, and the families that end with them.
    Sessions,
    /// All families, those that outlive their sessions too.
    Families,
}

/// An end of everything of a kind: all that there is is over from the moment that it is written down,
/// under whatever clock it began. What is kept of it is brought to that state afterwards, in the order
/// of the identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Of what.
    pub what: Ended,
    /// Unix milliseconds: what begins later goes on.
    pub until: i64,
    /// When it was ordered.
    pub at: Timestamp,
    /// Up to where what is kept is in that state.
    pub reached: Uuid,
    /// When all of it was.
    pub done_at: Option<Timestamp>,
}

/// Up to which millisecond everything is over; before all times where nothing was ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Over {
    /// Sessions.
    pub sessions: i64,
    /// Families.
    pub families: i64,
}

impl Default for Over {
    fn default() -> Self {
        Self {
            sessions: i64::MIN,
            families: i64::MIN,
        }
    }
}

/// When what an identifier names began, in Unix milliseconds (RFC 9562 §5.7).
pub fn began(id: Uuid) -> i64 {
    i64::try_from(id.as_u128() >> 80).unwrap_or(i64::MAX)
}

/// The first identifier of what began later than the Unix millisecond `until`.
pub fn first_after(until: i64) -> Uuid {
    let millis = u64::try_from(until.saturating_add(1)).unwrap_or(0);
    Uuid::from_u128(u128::from(millis) << 80)
}

impl Over {
    /// The first moment at which a session can begin that is not over: `now`, unless that is too early.
    pub fn session_begins(self, now: i64) -> i64 {
        now.max(self.sessions.saturating_add(1))
    }

    /// Lies after every identifier of a session that is over, and before all others.
    pub fn first_session(self) -> SessionId {
        SessionId(first_after(self.sessions))
    }

    /// The first moment at which a family can begin that is not over.
    pub fn family_begins(self, now: i64) -> i64 {
        now.max(self.families.saturating_add(1))
    }

    /// Whether an identifier is that of a family that is over, or would be.
    pub fn has_family(self, id: GrantId) -> bool {
        is_over(id.0, self.families).is_some()
    }

    /// By when a session was over that nobody has ended by itself.
    pub fn session(self, session: &Session) -> Option<Timestamp> {
        is_over(session.id.0, self.sessions)
    }

    /// When a family was over that nobody has ended by itself.
    pub fn family(self, grant: &Grant) -> Option<Timestamp> {
        let itself = is_over(grant.id.0, self.families);
        let ends_with_session = grant.refresh != RefreshKind::Offline;
        itself.or_else(|| {
            let session = is_over(grant.session_id.0, self.sessions);
            session.filter(|_| ends_with_session)
        })
    }
}

fn is_over(id: Uuid, until: i64) -> Option<Timestamp> {
    (began(id) <= until).then(|| Timestamp(until.div_euclid(1000)))
}
