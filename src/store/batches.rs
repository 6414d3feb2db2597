//! Several changes as one.

use super::{Account, Resource, Result};
use crate::clock::Timestamp;
use crate::model::{Client, Group, PasswordHash, User, UserId, Webhook};
use async_trait::async_trait;

/// One of several changes. What is replaced or removed is given as it was seen: if it has become
/// another since, nothing happens.
#[derive(Clone, Debug)]
pub enum Write {
    /// Makes an account. `Taken` as in [`super::Users::create_user`].
    CreateUser(Box<Account>),
    /// Replaces a person. `Taken` as in [`super::Users::create_user`].
    UpdateUser(Box<UserUpdate>),
    /// Remembers that a declared file names the person.
    DeclareUser(UserId),
    /// Removes a person as [`super::Directory::remove_user`] does.
    RemoveUser(Box<User>),
    /// Makes a client; `Stale` if there is one with its id.
    CreateClient(Box<Client>),
    /// Replaces a client.
    UpdateClient {
        /// The client as it was seen.
        before: Box<Client>,
        /// The client as it is to be.
        after: Box<Client>,
    },
    /// Removes a client with its consents and ends its families.
    RemoveClient(Box<Client>),
    /// Makes a group. `Taken` as in [`super::Groups::create_group`].
    CreateGroup(Group),
    /// Replaces a group; its members, and the roles over it, follow the name. `Taken` as in
    /// [`super::Groups::create_group`].
    UpdateGroup {
        /// The group as it was seen.
        before: Group,
        /// The group as it is to be.
        after: Group,
    },
    /// Removes a group as [`super::Groups::remove_group`] does.
    RemoveGroup(Group),
    /// Adds a target of events.
    CreateWebhook(Webhook),
    /// Replaces where a target is, what is sent there, and what signs it.
    UpdateWebhook {
        /// The target as it was seen.
        before: Webhook,
        /// The target as it is to be.
        after: Webhook,
    },
    /// Removes a target and what was to be sent there.
    RemoveWebhook(Webhook),
    /// Has another system know a person or a group by this, or by nothing.
    SetExternalId(Resource, Option<String>),
}

/// A person as seen and as one is to be.
#[derive(Clone, Debug)]
pub struct UserUpdate {
    /// As seen.
    pub before: User,
    /// As is to be; with the same id. Somebody who may not sign in any more has all sessions and
    /// families ended, and the apps told; links of whoever may not, or has another address, are void.
    pub after: User,
    /// Another password, which ends all sessions and families, voids all links and has the apps told.
    pub password: Option<PasswordHash>,
}

/// Several changes as one.
#[async_trait]
pub trait Batches {
    /// Makes all these changes, in this order, or none of them. `Stale` if something is not as it
    /// was seen.
    async fn write_all(&self, writes: Vec<Write>, now: Timestamp) -> Result<()>;

    /// The people whom declared files have named, in the order of their ids.
    async fn declared_users(&self) -> Result<Vec<UserId>>;
}
