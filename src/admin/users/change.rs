//! People changed as they were seen: what they are called, their groups and roles; and removed.

use super::check::{NewUser, check};
use super::people::by_id;
use super::plan::{changed, refuse_taken};
use super::reach::may_edit;
use super::{UsersError, find_for, told};
use crate::admin::{Desk, Operation, TRIES, Target, Version};
use crate::keys::MacPurpose;
use crate::login::throttle;
use crate::model::{Event, Role, User, UserId};
use crate::oidc::StandardClaims;

/// What is to become another. What is none stays.
#[derive(Clone, Debug, Default)]
pub struct UserChange {
    /// Name for signing in.
    pub username: Option<String>,
    /// What apps may be told, all of it. An address without `email_verified` counts as verified.
    pub claims: Option<StandardClaims>,
    /// Names of all groups.
    pub groups: Option<Vec<String>>,
    /// Whether signing in is forbidden.
    pub disabled: Option<bool>,
}

impl UserChange {
    fn applied_to(self, user: &User) -> NewUser {
        let username = self.username.as_ref().unwrap_or(&user.username.display);
        NewUser {
            username: username.clone(),
            claims: self.claims.unwrap_or_else(|| user.claims.clone()),
            groups: self.groups.unwrap_or_else(|| user.groups.clone()),
            disabled: self.disabled,
            ..NewUser::default()
        }
    }
}

/// What a change makes of a person who is still as they were `seen`: who they are, and who they will
/// be. Nothing is changed.
pub async fn plan_change(
    desk: &Desk<'_>,
    id: UserId,
    seen: Option<&Version>,
    change: UserChange,
) -> Result<(User, User), UsersError> {
    let before = by_id(desk, id, Operation::EditUsers).await?;
    is_as_seen(&before, seen)?;
    let new = change.applied_to(&before);
    let checked = check(desk, new).map_err(UsersError::Problems)?;
    refuse_taken(desk, &checked, id).await?;
    let after = User {
        username: checked.username,
        email_key: checked.email_key,
        claims: checked.claims,
        groups: checked.groups,
        disabled_at: match checked.disabled {
            Some(true) => before.disabled_at.or(Some(desk.now())),
            Some(false) => None,
            None => before.disabled_at,
        },
        ..before.clone()
    };
    may_edit(desk, Some(&before), &after)?;
    Ok((before, after))
}

/// Changes a person who is still as they were `seen`. Forbidding to sign in ends all their sessions
/// and tokens; of another address they are told.
pub async fn change(
    desk: &Desk<'_>,
    id: UserId,
    seen: Option<&Version>,
    change: UserChange,
) -> Result<User, UsersError> {
    let (before, after) = plan_change(desk, id, seen, change).await?;
    replace(desk, before, after).await
}

fn is_as_seen(user: &User, seen: Option<&Version>) -> Result<(), UsersError> {
    let same = seen.is_none_or(|seen| *seen == Version::from(user));
    same.then_some(()).ok_or(UsersError::Stale)
}

async fn replace(desk: &Desk<'_>, before: User, after: User) -> Result<User, UsersError> {
    if before == after {
        return Ok(before);
    }
    let now = desk.now();
    let after = User {
        updated_at: now,
        ..after
    };
    let is_shut_out = before.disabled_at.is_none() && after.disabled_at.is_some();
    let store = desk.recording_all(changed(desk, &before, &after, false));
    let store = store.telling(told::letters(desk, &before, &after, false)?);
    if !store.replace_user(before, after.clone(), now).await? {
        return Err(UsersError::Stale);
    }
    if is_shut_out {
        desk.outbox.wake();
    }
    desk.post.wake();
    tracing::info!(event = "user_changed", user = %after.id, sub = %after.sub());
    Ok(after)
}

/// Puts somebody into a group or takes them out of it, for an operator who may.
pub(in crate::admin) async fn put_into(
    desk: &Desk<'_>,
    before: User,
    group: &str,
    member: bool,
) -> Result<User, UsersError> {
    let mut after = before.clone();
    if member {
        after.groups.push(group.to_owned());
        desk.may(Operation::EditUsers, Target::Person(&after))?;
    } else {
        after.groups.retain(|name| name != group);
    }
    replace(desk, before, after).await
}

/// What giving a person who is still as they were `seen` these roles, and taking all others, makes of
/// them: who they are, and who they will be. Only owners make and unmake owners.
pub async fn plan_roles(
    desk: &Desk<'_>,
    id: UserId,
    seen: Option<&Version>,
    roles: Vec<Role>,
) -> Result<(User, User), UsersError> {
    let before = by_id(desk, id, Operation::GrantRoles).await?;
    is_as_seen(&before, seen)?;
    let mut after = before.clone();
    after.roles.clear();
    for role in roles {
        if !after.roles.contains(&role) {
            after.roles.push(role);
        }
    }
    desk.may(Operation::GrantRoles, Target::Person(&after))?;
    Ok((before, after))
}

/// Gives a person who is still as they were `seen` these roles, and takes all others. Only owners
/// make and unmake owners, and one stays.
pub async fn set_roles(
    desk: &Desk<'_>,
    id: UserId,
    seen: Option<&Version>,
    roles: Vec<Role>,
) -> Result<User, UsersError> {
    let (before, after) = plan_roles(desk, id, seen, roles).await?;
    let after = replace(desk, before, after).await?;
    tracing::info!(event = "roles_granted", user = %after.id, sub = %after.sub(), roles = ?after.roles);
    Ok(after)
}

/// Removes a person who is still as they were `seen`, with all that is theirs; their sessions and
/// tokens end. Whether they are, and whether the operator may, is decided by the write itself.
pub async fn remove(
    desk: &Desk<'_>,
    id: UserId,
    seen: Option<&Version>,
) -> Result<User, UsersError> {
    for _ in 0..TRIES {
        let user = by_id(desk, id, Operation::EditUsers).await?;
        is_as_seen(&user, seen)?;
        let store = desk.recording(removed(desk, &user));
        if store.remove_user(user.clone(), desk.now()).await? {
            desk.outbox.wake();
            tracing::info!(event = "user_removed", user = %id, sub = %user.sub());
            return Ok(user);
        }
    }
    Err(UsersError::Stale)
}

/// That a person is removed. The name is said, for the identifier leads nowhere from then on.
pub(in crate::admin) fn removed(desk: &Desk<'_>, user: &User) -> Event {
    let event = desk.event("user.removed").person(user.id);
    event.with("username", &user.username.display)
}

/// Forgets a person's failed sign-ins, so that they need not wait any longer.
pub async fn unlock(desk: &Desk<'_>, login: &str) -> Result<User, UsersError> {
    let user = find_for(desk, login, Operation::HelpUsers).await?.user;
    let mac = |parts: &[&[u8]]| desk.seals.mac(MacPurpose::AttemptKey, parts);
    let names = [Some(&user.username.key), user.email_key.as_ref()];
    let names = names.into_iter().flatten();
    let mut keys: Vec<_> = names
        .map(|name| throttle::account_key(&mac, name))
        .collect();
    keys.push(throttle::factor_key(&mac, user.id));
    let store = desk.recording(desk.event("user.unlocked").person(user.id));
    store.clear_attempts(keys).await?;
    tracing::info!(event = "user_unlocked", user = %user.id, sub = %user.sub());
    Ok(user)
}

/// Ends all sessions and tokens of a person.
pub async fn sign_out(desk: &Desk<'_>, login: &str) -> Result<User, UsersError> {
    let user = find_for(desk, login, Operation::HelpUsers).await?.user;
    let store = desk.recording(desk.event("user.signed_out").person(user.id));
    store.sign_out_everywhere(user.id, desk.now()).await?;
    desk.outbox.wake();
    tracing::info!(event = "user_signed_out_by_operator", user = %user.id, sub = %user.sub());
    Ok(user)
}
