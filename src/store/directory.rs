//! People, sessions, apps and consents as an operator looks through them: in pages that cost the same
//! wherever they are.

use super::Result;
use crate::clock::Timestamp;
use crate::model::{Client, Consent, GroupId, Session, SessionId, User, UserId};
use crate::oidc::ClientId;
use async_trait::async_trait;

/// Which people, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum People {
    /// Everybody, in the order of their user names.
    ByName,
    /// Everybody, those who were added last first.
    Newest,
    /// Those whose user name, address or name begins so, in the order of what begins so. In lower
    /// case.
    Matching(String),
    /// The members of a group, in the order in which they were added to Signet.
    Members(GroupId),
    /// Those who may not sign in.
    Disabled,
    /// Those who have a role.
    WithRoles,
}

/// Where in a list of people somebody stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What the list is ordered by first; empty where that is the identifier.
    pub key: String,
    /// Who.
    pub id: UserId,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedUser {
    /// Who.
    pub user: User,
    /// Where the list goes on after them.
    pub place: Place,
}

/// What operators look through, and what they do to whole accounts.
#[async_trait]
pub trait Directory {
    /// At most `limit` people of a list, those after `after`; nobody twice.
    async fn people(
        &self,
        people: People,
        after: Option<Place>,
        limit: u32,
    ) -> Result<Vec<ListedUser>>;

    /// Replaces a person by `after` if they still are `before`, all but id, password and `created_at`;
    /// tells whether they were. Errors as [`super::Users::create_user`], and `LastOwner`. Whoever may not sign in any more has all
    /// sessions and families ended in the same write; links of whoever may not, or has another address,
    /// are void.
    async fn replace_user(&self, before: User, after: User, now: Timestamp) -> Result<bool>;

    /// Removes a person who still is as `seen` with all that is theirs, ends their sessions and
    /// families, and has the apps told; tells whether they were. `LastOwner` for the last owner who can
    /// sign in.
    async fn remove_user(&self, seen: User, now: Timestamp) -> Result<bool>;

    /// Ends all sessions and families of a person, voids their links, and has the apps told.
    async fn sign_out_everywhere(&self, id: UserId, now: Timestamp) -> Result<()>;

    /// Sessions that have neither ended nor expired, newest first, those after `after`.
    async fn live_sessions(
        &self,
        after: Option<SessionId>,
        limit: u32,
        now: Timestamp,
    ) -> Result<Vec<Session>>;

    /// What people allowed `client`, in the order of the people, those after `after`.
    async fn consents_at(
        &self,
        client: &ClientId,
        after: Option<UserId>,
        limit: u32,
    ) -> Result<Vec<Consent>>;

    /// Apps in the order of their ids, those after `after`, whose id or name has `part` in it, in
    /// whatever case.
    async fn clients_after(
        &self,
        part: &str,
        after: Option<&ClientId>,
        limit: u32,
    ) -> Result<Vec<Client>>;
}
