//! People and their passwords.

use super::Result;
use crate::clock::Timestamp;
use crate::model::{Epoch, PasswordHash, User, UserId};
use crate::oidc::profile::Profile;
use async_trait::async_trait;
use std::sync::Arc;

/// A person with the password that opens the account, if there is one.
#[derive(Clone, Debug)]
pub struct Account {
    /// The person.
    pub user: User,
    /// What the password must hash to.
    pub password: Option<PasswordHash>,
    /// The epoch that the account was in when this was read.
    pub epoch: Epoch,
}

impl Account {
    /// An account to be made.
    pub fn new(user: User, password: Option<PasswordHash>) -> Self {
        Self {
            user,
            password,
            epoch: Epoch::default(),
        }
    }
}

/// A part of a list in the order of its ids.
#[derive(Clone, Copy, Debug)]
pub struct Page<Id> {
    /// Start after this one; from the beginning if none.
    pub after: Option<Id>,
    /// At most so many.
    pub limit: u32,
}

/// People and their passwords.
#[async_trait]
pub trait Users {
    /// Creates the first account unless an owner exists; tells whether it did.
    /// The check and the creation are one write. `Taken` as in [`Users::create_user`].
    async fn create_owner(&self, account: Account) -> Result<bool>;

    /// Whether somebody with the role `owner` exists.
    async fn has_owner(&self) -> Result<bool>;

    /// Creates an account. `Taken("user name")` or `Taken("e-mail address")` if the name or address
    /// is another's name or address, `Taken("subject")` if the subject is another's.
    async fn create_user(&self, account: Account) -> Result<()>;

    /// Creates all of these accounts or none. Errors as [`Users::create_user`].
    async fn create_users(&self, accounts: Vec<Account>) -> Result<()>;

    /// Writes what a person says of themselves over the claims as they then are.
    async fn change_profile(&self, id: UserId, profile: Profile, now: Timestamp) -> Result<()>;

    /// The person with this id.
    async fn user(&self, id: UserId) -> Result<Option<Arc<User>>>;

    /// The account whose canonical user name or e-mail address is `key`.
    async fn account_by_login(&self, key: &str) -> Result<Option<Account>>;

    /// Accounts in the order of their ids.
    async fn users(&self, page: Page<UserId>) -> Result<Vec<User>>;

    /// Sets the password and, in the same write, voids the links of the person, and ends all their
    /// sessions and families and has the apps told if `end_sessions`.
    async fn set_password(
        &self,
        id: UserId,
        password: PasswordHash,
        end_sessions: bool,
        now: Timestamp,
    ) -> Result<()>;

    /// Sets the password that was proved to be known in `epoch`, as [`Users::set_password`] does with
    /// all sessions; tells whether the account was still in that epoch and might sign in.
    async fn change_password(
        &self,
        id: UserId,
        epoch: Epoch,
        password: PasswordHash,
        now: Timestamp,
    ) -> Result<bool>;

    /// Replaces the hash by one with newer parameters if it is still `old`.
    async fn rehash_password(&self, id: UserId, old: PasswordHash, new: PasswordHash)
    -> Result<()>;

    /// Forbids (or allows again) signing in. Forbidding ends all sessions and families and voids all
    /// links in the same write, and has the apps told.
    async fn set_disabled(&self, id: UserId, disabled: bool, now: Timestamp) -> Result<()>;
}
