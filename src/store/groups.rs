//! Groups of people.

use super::Result;
use crate::clock::Timestamp;
use crate::model::{Group, GroupId};
use async_trait::async_trait;

/// Groups of people. A group that somebody is put into and that does not exist is made by the same
/// write.
#[async_trait]
pub trait Groups {
    /// Makes a group. `Taken("group name")` if there is one of this name.
    async fn create_group(&self, group: Group) -> Result<()>;

    /// The group with this id.
    async fn group(&self, id: GroupId) -> Result<Option<Group>>;

    /// The group of this name.
    async fn group_by_name(&self, name: &str) -> Result<Option<Group>>;

    /// Groups whose names begin with `prefix`, in the order of their names, those after `after`.
    async fn groups(&self, prefix: &str, after: Option<&str>, limit: u32) -> Result<Vec<Group>>;

    /// Replaces a group by `after` if it still is `before`; tells whether it was. Its members,
    /// the roles over it, and clients that know it follow the name in the same write. Errors as [`Groups::create_group`].
    async fn replace_group(&self, before: Group, after: Group) -> Result<bool>;

    /// Removes a group that still is as `seen`; nobody is in it any more, and nobody looks after it.
    /// Tells whether it was.
    async fn remove_group(&self, seen: Group, now: Timestamp) -> Result<bool>;
}
