//! Operations on people, apps and keys: one core behind every face.
//!
//! Owns what an operator can do, and who may do it: every function that an operator's face calls
//! takes a [`Desk`] and asks it. Console, HTTP API, command line and declared files call these
//! functions and add nothing of their own.

mod access;
pub mod apps;
pub mod audit;
pub mod breached;
pub mod clients;
pub mod declared;
mod desk;
mod difference;
pub mod events;
pub mod explain;
pub mod figures;
pub mod groups;
pub mod key_readers;
pub mod keys;
pub mod logouts;
pub mod mails;
pub mod part;
pub mod registration;
pub mod scim;
pub mod scim_tokens;
pub mod sessions;
pub mod settings;
#[cfg(test)]
mod testing;
pub mod traces;
pub mod users;
mod version;
pub mod webhooks;

pub use access::{Operation, Reach, Target, reach};
pub use desk::{Actor, Desk, DeskError, Forbidden};
pub use difference::{Difference, differing_members};
pub use users::UsersError;
pub use version::Version;

/// How often something is looked at anew that others change meanwhile.
const TRIES: u32 = 3;

/// What became of a wanted thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did not exist.
    Created,
    /// It was different.
    Updated,
    /// It is not wanted any more.
    Removed,
    /// It was so already.
    Unchanged,
}

impl Outcome {
    /// The outcome as a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Removed => "removed",
            Self::Unchanged => "unchanged",
        }
    }
}
