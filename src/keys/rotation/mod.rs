//! When signing keys are made, sign, stop and go (OpenID Connect Core §10.1.1).
//!
//! Every algorithm has one `active` key, which signs, and one `next` key, which is published but
//! does not sign yet. A rotation makes `next` active, retires what was active and makes a new
//! `next`. [`plan`] and [`plan_import`] decide and are pure; [`execute`] makes the keys and
//! returns what is to be written in one go. A switch that is due waits for those who are known to
//! fetch the published keys and have not seen the next one ([`Eyes`]), but not for ever. A rotation ordered before `next` may sign is
//! remembered in the active key itself, by its [`gone_at`](crate::model::SigningKey::gone_at):
//! an active key that has one is retired as soon as `next` may sign.

mod execute;
mod eyes;
mod plan;
#[cfg(test)]
mod properties;

pub use execute::{ExecuteError, KeyChanges, execute};
pub use eyes::{Eyes, has_seen};
pub use plan::{forgotten, plan, plan_import};

use crate::clock::Timestamp;
use crate::model::{KeyId, KeyState};
use crate::oidc::SigningAlgorithm;
use std::time::Duration;

/// How long things take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// How long a key signs; none to rotate by command only.
    pub rotate_every: Option<Duration>,
    /// How long a key is published before it signs: the longest time that somebody may keep a
    /// JWKS without asking again.
    pub publish_ahead: Duration,
    /// How long a switch that is due waits at most for readers of the published keys that are known to
    /// come and have not seen the next key yet.
    pub wait_for_readers: Duration,
    /// How long a key stays published after it stopped signing: the longest lifetime of anything
    /// signed, and the time until every node knows of a rotation.
    pub keep_retired: Duration,
    /// How long hints are read by a key that is no longer published: as long as somebody may be
    /// signed in to whom an ID token of it points.
    pub keep_for_hints: Duration,
}

/// Why keys are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Time has passed, or other algorithms are needed.
    Scheduled,
    /// Somebody asks for new keys. It happens as soon as the next key has been published long
    /// enough; until then a [`Order::Scheduled`] look completes it.
    Rotate,
    /// Private keys may be known to others: all keys go at once, everything they signed is void,
    /// and fresh keys sign at once.
    Emergency,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Make a key.
    Generate {
        /// For this algorithm.
        algorithm: SigningAlgorithm,
        /// [`KeyState::Active`] or [`KeyState::Next`].
        state: KeyState,
        /// From when it may sign.
        signs_from: Timestamp,
    },
    /// Take a key from a file.
    Adopt {
        /// Its identifier.
        kid: KeyId,
        /// Its algorithm.
        algorithm: SigningAlgorithm,
        /// When it stops being published, if it is of the past; otherwise it signs.
        gone_at: Option<Timestamp>,
    },
    /// Let the next key sign.
    Promote(KeyId),
    /// Remember that the active key is to be retired as soon as the next may sign.
    RetireLater {
        /// The active key.
        kid: KeyId,
        /// When it will stop being published, if nothing is late.
        gone_at: Timestamp,
    },
    /// Stop signing with a key.
    Retire {
        /// The key.
        kid: KeyId,
        /// When it stops being published.
        gone_at: Timestamp,
    },
    /// Stop publishing a key and forget both halves.
    Remove(KeyId),
    /// Stop publishing a key and forget its private half.
    Bury {
        /// The key.
        kid: KeyId,
        /// Until when hints are read by its public half.
        until: Timestamp,
    },
}
