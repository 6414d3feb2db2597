//! People and groups as other systems look through them: counted, from a place on, and by what those
//! systems know them by.

use super::Result;
use crate::model::{Group, GroupId, User, UserId};
use async_trait::async_trait;

/// What another system may know by a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// A person.
    User(UserId),
    /// A group.
    Group(GroupId),
}

/// People and groups as other systems look through them. Others may know several by one name.
#[async_trait]
pub trait Provisioning {
    /// How many people there are. Goes through an index.
    async fn user_count(&self) -> Result<u64>;

    /// People in the order of their ids, without the first `skipped`. Skipping goes through an index.
    async fn users_from(&self, skipped: u64, limit: u32) -> Result<Vec<User>>;

    /// How many groups there are.
    async fn group_count(&self) -> Result<u64>;

    /// Groups in the order of their ids, without the first `skipped`.
    async fn groups_from(&self, skipped: u64, limit: u32) -> Result<Vec<Group>>;

    /// Who is in a group, in the order of their ids, those after `after`.
    async fn members(
        &self,
        group: GroupId,
        after: Option<UserId>,
        limit: u32,
    ) -> Result<Vec<UserId>>;

    /// What another system knows it by.
    async fn external_id(&self, of: Resource) -> Result<Option<String>>;

    /// The person whom apps know by `subject`, which is no identifier of ours.
    async fn user_by_subject(&self, subject: &str) -> Result<Option<UserId>>;

    /// At most `limit` people whom another system knows by `external_id`.
    async fn users_known_as(&self, external_id: &str, limit: u32) -> Result<Vec<UserId>>;

    /// At most `limit` groups that another system knows by `external_id`.
    async fn groups_known_as(&self, external_id: &str, limit: u32) -> Result<Vec<GroupId>>;
}
