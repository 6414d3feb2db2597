//! People as other systems say they are to be, which know them by names of their own.

use super::check::{CheckedUser, MAX_EXTERNAL_ID_CHARS, NewUser, check, is_external_id};
use super::plan::{changed, needed_password, plan};
use super::reach::may_edit;
use super::{UsersError, hash, told};
use crate::admin::{Desk, DeskError, Operation, Target};
use crate::model::{Event, PasswordHash, User};
use crate::store::{Resource, StoreError, UserUpdate, Write};

/// Fails for what no system can know anything by.
pub(in crate::admin) fn check_external_id(external_id: Option<&str>) -> Result<(), DeskError> {
    let is_fit = external_id.is_none_or(is_external_id);
    is_fit.then_some(()).ok_or_else(|| {
        DeskError::Unfit(format!(
            "externalId: use at most {MAX_EXTERNAL_ID_CHARS} characters, none of them a control \
             character"
        ))
    })
}

/// Has another system know it by `wanted`, unless it does.
pub(in crate::admin) fn known_as(
    of: Resource,
    before: Option<&str>,
    wanted: Option<&str>,
) -> Option<Write> {
    (before != wanted).then(|| Write::SetExternalId(of, wanted.map(str::to_owned)))
}

/// Adds a person whom another system knows by `external_id`.
pub(in crate::admin) async fn create(
    desk: &Desk<'_>,
    new: NewUser,
    external_id: Option<String>,
) -> Result<User, UsersError> {
    desk.may_somewhere(Operation::EditUsers)?;
    check_external_id(external_id.as_deref())?;
    let checked = check(desk, new).map_err(UsersError::Problems)?;
    let planned = plan(desk, checked).await?;
    if planned.exists() {
        return Err(UsersError::Exists(planned.user.username.display));
    }
    let mut writes = planned.writes(desk).await?;
    let of = Resource::User(planned.user.id);
    writes.extend(known_as(of, None, external_id.as_deref()));
    let store = desk.store.recording(planned.events(desk));
    store.write_all(writes, desk.now()).await?;
    planned.note(desk);
    Ok(planned.user)
}

/// A person as they were seen.
#[derive(Clone, Debug)]
pub(in crate::admin) struct Seen {
    pub user: User,
    pub external_id: Option<String>,
}

/// Makes of a person what `new` says, if they still are as they were `seen`. Forbidding to sign in,
/// or another password, ends all their sessions and tokens; of another password or address they are
/// told.
pub(in crate::admin) async fn replace(
    desk: &Desk<'_>,
    seen: Seen,
    new: NewUser,
    external_id: Option<String>,
) -> Result<User, UsersError> {
    check_external_id(external_id.as_deref())?;
    let Seen {
        user: before,
        external_id: id_before,
    } = seen;
    desk.may(Operation::EditUsers, Target::Person(&before))?;
    let checked = check(desk, new).map_err(UsersError::Problems)?;
    let password = other_password(desk, &before, &checked).await?;
    let after = after(desk, &before, checked);
    may_edit(desk, Some(&before), &after)?;
    let of = Resource::User(before.id);
    let other_id = known_as(of, id_before.as_deref(), external_id.as_deref());
    if before == after && password.is_none() && other_id.is_none() {
        return Ok(before);
    }
    let after = User {
        updated_at: desk.now(),
        ..after
    };
    let events = changed(desk, &before, &after, password.is_some());
    let events = events.into_iter().map(|event| match &external_id {
        Some(id) if other_id.is_some() => with_external_id(event, id),
        _ => event,
    });
    let store = desk.store.recording(events.collect());
    let store = store.telling(told::letters(desk, &before, &after, password.is_some())?);
    let mut writes = vec![Write::UpdateUser(Box::new(UserUpdate {
        before,
        after: after.clone(),
        password,
    }))];
    writes.extend(other_id);
    store.write_all(writes, desk.now()).await.map_err(stale)?;
    desk.outbox.wake();
    desk.post.wake();
    tracing::info!(event = "user_changed", user = %after.id, sub = %after.sub());
    Ok(after)
}

/// The hash of the wanted password, unless it is the one there is, which systems may send again and
/// again.
async fn other_password(
    desk: &Desk<'_>,
    before: &User,
    wanted: &CheckedUser,
) -> Result<Option<PasswordHash>, UsersError> {
    if wanted.password.is_none() {
        return Ok(None);
    }
    let account = desk.store.account_by_login(&before.username.key).await?;
    match needed_password(desk, wanted, account.as_ref()).await? {
        Some(password) => Ok(Some(hash(desk, &password).await?)),
        None => Ok(None),
    }
}

fn with_external_id(event: Event, external_id: &str) -> Event {
    if event.kind == "user.changed" {
        event.with("external_id", external_id)
    } else {
        event
    }
}

fn after(desk: &Desk<'_>, before: &User, checked: CheckedUser) -> User {
    User {
        username: checked.username,
        email_key: checked.email_key,
        claims: checked.claims,
        disabled_at: match checked.disabled {
            Some(true) => before.disabled_at.or(Some(desk.now())),
            Some(false) => None,
            None => before.disabled_at,
        },
        ..before.clone()
    }
}

/// What is to be written down of a person who comes into groups or goes.
pub(in crate::admin) fn moved(desk: &Desk<'_>, before: &User, after: &User) -> Vec<Event> {
    changed(desk, before, after, false)
}

/// Somebody else was faster.
pub(in crate::admin) fn stale(error: StoreError) -> UsersError {
    match error {
        StoreError::Stale => UsersError::Stale,
        error => error.into(),
    }
}
