//! What people prove who they are with, besides the password.

use super::Result;
use crate::clock::Timestamp;
use crate::model::{Credential, CredentialId, CredentialKind, Epoch, SessionId, UserId};
use async_trait::async_trait;

/// Which credentials go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// None.
    Nothing,
    /// This one.
    One(CredentialId),
    /// All of a kind.
    Kind(CredentialKind),
    /// All of the person.
    All,
}

/// A change of what a person proves who they are with.
#[derive(Clone, Debug)]
pub struct CredentialChange {
    /// Whose.
    pub user_id: UserId,
    /// Happens only while the factors (recovery codes are none) are exactly these, in any order:
    /// what somebody decided upon may have changed meanwhile.
    pub expected: Vec<CredentialId>,
    /// Happens only in this epoch of an account that may sign in, where one is named.
    pub epoch: Option<Epoch>,
    /// What goes.
    pub removed: Removed,
    /// What comes.
    pub added: Vec<Credential>,
    /// Whether all sessions of the person end with it, but `kept`, and their sign-ins under way: the
    /// next epoch begins.
    pub ends_sessions: bool,
    /// The session that goes on.
    pub kept: Option<SessionId>,
}

/// What people prove who they are with. Never remembered by nodes: what was removed is worth
/// nothing at once.
#[async_trait]
pub trait Credentials {
    /// Everything that a person has, oldest first.
    async fn credentials_of(&self, user: UserId) -> Result<Vec<Credential>>;

    /// Changes what a person has, in one write; tells whether it did.
    async fn change_credentials(&self, change: CredentialChange, now: Timestamp) -> Result<bool>;

    /// Notes a use that raises the counter to `counter`, unless it is there already; tells whether
    /// it did. Of any number of equal uses at once, one does.
    async fn use_credential(&self, id: CredentialId, counter: i64, now: Timestamp) -> Result<bool>;

    /// Notes a use of a passkey whose signature counter is now `counter`: it must have risen, unless
    /// it always was zero (WebAuthn §6.1.1). Tells whether it had.
    async fn use_passkey(&self, id: CredentialId, counter: i64, now: Timestamp) -> Result<bool>;

    /// Gives a credential of this person another name; tells whether there is one.
    async fn rename_credential(&self, user: UserId, id: CredentialId, name: String)
    -> Result<bool>;
}
