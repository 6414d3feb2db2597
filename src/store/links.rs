//! Links that are sent to people.

use super::{Account, Result};
use crate::clock::Timestamp;
use crate::model::{Link, LinkHash, Mail, PasswordHash, UserId};
use async_trait::async_trait;

/// What the use of a link does, in the same write.
#[derive(Clone, Debug)]
pub enum LinkEffect {
    /// Sets a password, and ends all sessions and families of the person.
    SetPassword(UserId, PasswordHash),
    /// Gives a person an address that was proven, in canonical form beside it. `Taken` as in
    /// [`super::Users::create_user`].
    Address {
        /// The person.
        user: UserId,
        /// The address.
        email: String,
        /// As it is compared.
        key: String,
    },
    /// Makes an account. `Taken` as in [`super::Users::create_user`].
    Create(Box<Account>),
}

/// Links that are sent to people.
#[async_trait]
pub trait Links {
    /// Keeps a link, and has the letter sent that holds it.
    async fn put_link(&self, link: Link, mail: Option<Mail>) -> Result<()>;

    /// The link with this hash, used or not, until it is forgotten a day after it expired.
    async fn link(&self, hash: LinkHash) -> Result<Option<Link>>;

    /// Links of this person that can still be used.
    async fn links_of(&self, user: UserId, now: Timestamp) -> Result<Vec<Link>>;

    /// Invitations that can still be used, those that can be used longest first; those after the one
    /// that `after` names by its end and hash.
    async fn invitations(
        &self,
        after: Option<(Timestamp, LinkHash)>,
        limit: u32,
        now: Timestamp,
    ) -> Result<Vec<Link>>;

    /// Forgets an invitation, so that it opens nothing; tells whether it could still be used.
    async fn withdraw_invitation(&self, hash: LinkHash, now: Timestamp) -> Result<bool>;

    /// Uses a link and does what it was for, and has `mails` sent; all of it or nothing. Others of
    /// the same purpose and person are void from then on. Tells whether the link was still good;
    /// of any number of uses at once one finds it so.
    async fn use_link(
        &self,
        hash: LinkHash,
        effect: LinkEffect,
        mails: Vec<Mail>,
        now: Timestamp,
    ) -> Result<bool>;
}
