//! What only one operation may do at a time.
//!
//! SQLite writes one operation after the other and needs none of these. On
//! PostgreSQL they are advisory locks, held until the transaction ends.

use crate::model::UserId;

/// Keeps these apart from locks that others take in the same database.
const OURS: i64 = i64::from_be_bytes(*b"signet\0\0");

/// Something that only one operation may do at a time.
#[derive(Clone, Copy, Debug)]
pub enum Lock {
    /// Bringing the tables up to date.
    Migration,
    /// Giving people names and addresses, and making the owner.
    Names,
    /// Deleting what has expired.
    Sweep,
    /// Having devices wait, of which there is a limited number.
    Devices,
    /// Chaining events.
    Audit,
    /// Changing what this person allowed apps to have.
    Consents(UserId),
    /// Changing what this person proves who they are with.
    Credentials(UserId),
}

impl Lock {
    /// The number under which PostgreSQL knows it.
    pub const fn key(self) -> i64 {
        match self {
            Self::Migration => OURS + 1,
            Self::Names => OURS + 2,
            Self::Sweep => OURS + 3,
            Self::Devices => OURS + 4,
            // Apart from those that others may add.
            Self::Audit => OURS + 32,
            // The random half: distinct people may wait for each other once in an age.
            Self::Consents(UserId(id)) => id.as_u64_pair().1.cast_signed(),
            Self::Credentials(UserId(id)) => !id.as_u64_pair().1.cast_signed(),
        }
    }
}
