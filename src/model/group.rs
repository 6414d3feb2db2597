//! Groups of people.

use super::GroupId;
use crate::clock::Timestamp;

/// A group of people. Who is in it stands with the people, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Stays when the name changes.
    pub id: GroupId,
    /// What apps and rules know it by; no other group's.
    pub name: String,
    /// What it is for, for operators.
    pub description: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When name or description last changed.
    pub updated_at: Timestamp,
}
