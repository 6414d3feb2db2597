//! People: added, found, given a password, shut out and let in again.

mod change;
mod check;
mod factors;
mod identity;
pub mod import;
mod invite;
mod invited;
mod password_link;
mod people;
mod plan;
pub(super) mod provision;
mod put;
mod reach;
mod subject;
mod told;

pub use change::{
    UserChange, change, plan_change, plan_roles, remove, set_roles, sign_out, unlock,
};
pub use check::{CheckedUser, NewPassword, NewUser, UserProblem, check};
pub use factors::{factors, reset_factors};
pub use invite::{NewInvitation, invitation, invite, send_invitation};
pub use invited::{OpenInvitation, invitation_of, invitations, withdraw_invitation};
pub use password_link::{PasswordLink, password_link, send_password_link};
pub use people::{PeopleQuery, UserState, named, people, show};
pub use plan::{PlannedUser, plan};
pub use put::put;
pub use subject::Subject;

pub(super) use change::{put_into, removed};
pub(super) use check::is_group;
pub(super) use identity::KnownAs;
pub(super) use people::{by_id, check_search};

use super::{Desk, DeskError, Forbidden, Operation, Target};
use crate::flow::{Failure, Services};
use crate::login::{HasherError, login_key};
use crate::model::{PasswordHash, User, UserId};
use crate::secret::Secret;
use crate::store::{Account, Page, StoreError};

/// How many people are read at once.
const PAGE: u32 = 500;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum UsersError {
    /// The operator may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// What is wanted is wrong.
    #[error("{}", lines(.0))]
    Problems(Vec<UserProblem>),
    /// Another person has this name or address.
    #[error("the {what} {value:?} is taken by the user {by:?}: choose another, or change theirs")]
    Taken {
        /// User name or e-mail address.
        what: &'static str,
        /// As it was written.
        value: String,
        /// Whose it is.
        by: String,
    },
    /// Apps know the person by another subject.
    #[error(
        "sub: apps know the user {username:?} as {known:?}, and that never changes: write this, or leave \
         sub out"
    )]
    OtherSubject {
        /// Who.
        username: String,
        /// By what.
        known: String,
    },
    /// There is an account of this name.
    #[error("the user {0:?} exists already: `signet user list` shows all")]
    Exists(String),
    /// Nobody is called so.
    #[error("nobody has the user name or e-mail address {0:?}: `signet user list` shows all")]
    Unknown(String),
    /// Somebody else was faster.
    #[error("the person was changed by somebody else meanwhile: look again before you change them")]
    Stale,
    /// Something about the list, the group or the session.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// The link or letter could not be made.
    #[error(transparent)]
    Invitation(#[from] Failure),
    /// The password could not be hashed.
    #[error(transparent)]
    Hasher(#[from] HasherError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn lines(problems: &[UserProblem]) -> String {
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// A person whose account was changed.
#[derive(Clone, Debug)]
pub struct ChangedUser {
    /// The person.
    pub user: User,
    /// What the operator should know.
    pub warning: Option<String>,
}

/// A person who is to be added, and does not exist yet; nothing is changed before
/// [`PlannedUser::save`].
pub async fn planned(desk: &Desk<'_>, new: NewUser) -> Result<PlannedUser, UsersError> {
    desk.may_somewhere(Operation::EditUsers)?;
    let checked = check(desk, new).map_err(UsersError::Problems)?;
    let planned = plan(desk, checked).await?;
    if planned.exists() {
        return Err(UsersError::Exists(planned.user.username.display));
    }
    Ok(planned)
}

/// Adds a person who does not exist yet.
pub async fn add(desk: &Desk<'_>, new: NewUser) -> Result<ChangedUser, UsersError> {
    let planned = planned(desk, new).await?;
    planned.save(desk).await?;
    Ok(ChangedUser {
        user: planned.user,
        warning: planned.warning,
    })
}

/// Everybody, in the order in which they were added. For tests: others list people part by part.
#[cfg(test)]
pub(super) async fn list(desk: &Desk<'_>) -> Result<Vec<User>, UsersError> {
    desk.may(Operation::ReadUsers, Target::Deployment)?;
    everybody(desk).await
}

async fn everybody(services: &Services) -> Result<Vec<User>, UsersError> {
    let mut all: Vec<User> = Vec::new();
    loop {
        let after = all.last().map(|user| user.id);
        let page = Page { after, limit: PAGE };
        let more = services.store.users(page).await?;
        if more.is_empty() {
            return Ok(all);
        }
        all.extend(more);
    }
}

/// The account with this user name or e-mail address.
pub async fn find(desk: &Desk<'_>, login: &str) -> Result<Account, UsersError> {
    find_for(desk, login, Operation::ReadUsers).await
}

/// The account with this user name or e-mail address, to do `operation` to it. Whoever may not even
/// see a person is told that there is none.
pub(super) async fn find_for(
    desk: &Desk<'_>,
    login: &str,
    operation: Operation,
) -> Result<Account, UsersError> {
    desk.may_somewhere(operation)?;
    let account = match login_key(login) {
        Some(key) => desk.store.account_by_login(&key).await?,
        None => None,
    };
    let is_visible = |account: &Account| {
        let person = Target::Person(&account.user);
        desk.may(Operation::ReadUsers, person).is_ok()
    };
    let account = account.filter(is_visible);
    let account = account.ok_or_else(|| UsersError::Unknown(login.to_owned()))?;
    desk.may(operation, Target::Person(&account.user))?;
    Ok(account)
}

/// Gives a person another password, ends all their sessions and tokens, and tells them.
pub async fn set_password(
    desk: &Desk<'_>,
    login: &str,
    password: Secret<String>,
) -> Result<ChangedUser, UsersError> {
    let user = find_for(desk, login, Operation::HelpUsers).await?.user;
    let password = NewPassword::Text(password);
    check::check_password(desk, &password)
        .map_err(|problem| UsersError::Problems(vec![problem]))?;
    let warning = check::password_warning(desk, &user, &password);
    set(desk, &user, &password).await?;
    Ok(ChangedUser { user, warning })
}

async fn set(desk: &Desk<'_>, user: &User, new: &NewPassword) -> Result<(), UsersError> {
    let id = user.id;
    let hash = hash(desk, new).await?;
    let store = desk.recording(desk.event("password.set").person(id));
    let store = store.telling(told::letters(desk, user, user, true)?);
    store.set_password(id, hash, true, desk.now()).await?;
    desk.outbox.wake();
    desk.post.wake();
    tracing::info!(event = "password_set_by_operator", user = %id);
    Ok(())
}

async fn hash(services: &Services, new: &NewPassword) -> Result<PasswordHash, HasherError> {
    match new {
        NewPassword::Text(text) => services.hasher.hash(text).await,
        NewPassword::Hash(hash) | NewPassword::Imported(hash) => Ok(hash.clone()),
    }
}

/// Forbids somebody to sign in, which ends all their sessions and tokens, or allows it again.
/// Tells whether that was a change.
pub async fn set_disabled(
    desk: &Desk<'_>,
    login: &str,
    disabled: bool,
) -> Result<(User, bool), UsersError> {
    let user = find_for(desk, login, Operation::EditUsers).await?.user;
    let changed = user.disabled_at.is_some() != disabled;
    if changed {
        shut_out(desk, user.id, disabled).await?;
    }
    Ok((user, changed))
}

/// The kind of event that tells of it.
const fn switched(disabled: bool) -> &'static str {
    if disabled {
        "user.disabled"
    } else {
        "user.enabled"
    }
}

async fn shut_out(desk: &Desk<'_>, id: UserId, disabled: bool) -> Result<(), StoreError> {
    let store = desk.recording(desk.event(switched(disabled)).person(id));
    store.set_disabled(id, disabled, desk.now()).await?;
    desk.outbox.wake();
    tracing::info!(event = "user_disabled", user = %id, disabled);
    Ok(())
}

#[cfg(test)]
mod tests;
