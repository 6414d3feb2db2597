//! Operations on people, apps and keys: one core behind every face.
//!
//! Owns what an operator can do. Command line, declared files and (later) console and API call
//! these functions and add nothing of their own.

pub mod breached;
pub mod clients;
pub mod declared;
mod difference;
pub mod keys;
pub mod logouts;
pub mod mails;
pub mod registration;
#[cfg(test)]
mod testing;
pub mod users;

/// What became of a wanted thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did not exist.
    Created,
    /// It was different.
    Updated,
    /// It was so already.
    Unchanged,
}

impl Outcome {
    /// The outcome as a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
        }
    }
}
