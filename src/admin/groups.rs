//! Groups: made, described, renamed, removed, and who is in them.

mod plan;
pub(super) mod provision;

pub use plan::{PlannedGroup, WantedGroup, plan};

use super::part::{Part, Wanted};
use super::users::{UsersError, find_for, is_group, put_into};
use super::{Desk, DeskError, Operation, TRIES, Target, Version};
use crate::model::{Event, Group, GroupId, User};
use crate::store::StoreError;

/// Longest description, in characters.
const MAX_DESCRIPTION_CHARS: usize = 500;

/// What a group is to be.
#[derive(Clone, Debug, Default)]
pub struct NewGroup {
    /// What apps and rules know it by.
    pub name: String,
    /// What it is for.
    pub description: String,
}

/// Groups whose names begin with `prefix`, in the order of their names. Who looks after one group
/// sees that one.
pub async fn list(
    desk: &Desk<'_>,
    prefix: &str,
    wanted: &Wanted,
) -> Result<Part<Group>, DeskError> {
    desk.may_somewhere(Operation::ReadGroups)?;
    super::users::check_search(prefix)?;
    if let Some(own) = desk.confined_to(Operation::ReadGroups) {
        let group = desk.store.group_by_name(own).await?;
        let items = group.filter(|group| group.name.starts_with(prefix));
        let (items, next) = (items.into_iter().collect(), None);
        return Ok(Part { items, next });
    }
    let (after, limit): (Option<String>, _) = (wanted.place()?, wanted.limit());
    let groups = desk.store.groups(prefix, after.as_deref(), limit).await?;
    Ok(Part::of(groups, limit, |group| group.name.clone()))
}

/// The group of this name.
pub async fn find(desk: &Desk<'_>, name: &str) -> Result<Group, DeskError> {
    desk.may(Operation::ReadGroups, Target::Group(name))?;
    let group = desk.store.group_by_name(name).await?;
    group.ok_or_else(|| unknown(name))
}

/// The group with this id.
pub async fn show(desk: &Desk<'_>, id: GroupId) -> Result<Group, DeskError> {
    desk.may_somewhere(Operation::ReadGroups)?;
    let group = desk.store.group(id).await?;
    let is_visible = |group: &Group| {
        let target = Target::Group(&group.name);
        desk.may(Operation::ReadGroups, target).is_ok()
    };
    let group = group.filter(is_visible);
    group.ok_or_else(|| unknown(&id.to_string()))
}

fn unknown(name: &str) -> DeskError {
    DeskError::Unknown("group", name.to_owned())
}

/// A group that is to be made; nothing is changed before [`make`].
pub fn planned(desk: &Desk<'_>, new: NewGroup) -> Result<Group, DeskError> {
    desk.may(Operation::EditGroups, Target::Deployment)?;
    check_text(&new)?;
    let now = desk.now();
    Ok(Group {
        id: GroupId::new(desk.clock.as_ref(), desk.entropy.as_ref()),
        name: new.name,
        description: new.description,
        created_at: now,
        updated_at: now,
    })
}

/// Makes a group that was planned.
pub async fn make(desk: &Desk<'_>, planned: Group) -> Result<(), DeskError> {
    desk.may(Operation::EditGroups, Target::Deployment)?;
    let id = planned.id;
    let store = desk.recording(event(desk, "group.created", &planned));
    store.create_group(planned).await?;
    tracing::info!(event = "group_created", group = %id);
    Ok(())
}

/// Makes a group.
pub async fn create(desk: &Desk<'_>, new: NewGroup) -> Result<Group, DeskError> {
    let group = planned(desk, new)?;
    make(desk, group.clone()).await?;
    Ok(group)
}

fn event(desk: &Desk<'_>, kind: &'static str, group: &Group) -> Event {
    desk.event(kind)
        .with("group", group.id)
        .with("name", &group.name)
}

/// Fails where nothing could be made or changed: if `new` cannot be, or is not for the operator to
/// say. It is to be made of `before`, or anew of none. Who looks after a group describes it, and does
/// not rename it.
pub async fn check(
    desk: &Desk<'_>,
    before: Option<&Group>,
    new: &NewGroup,
) -> Result<(), DeskError> {
    let same_name = before.filter(|before| before.name == new.name);
    let target = same_name.map_or(Target::Deployment, |group| Target::Group(&group.name));
    desk.may(Operation::EditGroups, target)?;
    check_text(new)?;
    if let Some(before) = before {
        keep_demand(desk, &before.name, &new.name)?;
    }
    match desk.store.group_by_name(&new.name).await? {
        Some(_) if same_name.is_none() => Err(StoreError::Taken("group name").into()),
        _ => Ok(()),
    }
}

fn check_text(new: &NewGroup) -> Result<(), DeskError> {
    if !is_group(&new.name) {
        let why = "name: use 1 to 200 characters, none of them a control character";
        return Err(DeskError::Unfit(why.to_owned()));
    }
    let description = &new.description;
    let is_fit = description.chars().count() <= MAX_DESCRIPTION_CHARS
        && !description.contains(char::is_control);
    is_fit.then_some(()).ok_or_else(|| {
        DeskError::Unfit(format!(
            "description: use at most {MAX_DESCRIPTION_CHARS} characters, none of them a control \
             character"
        ))
    })
}

/// Fails where the members would need no second factor any more, because the setting that demands it
/// knows the group by its name only.
fn keep_demand(desk: &Desk<'_>, before: &str, after: &str) -> Result<(), DeskError> {
    let settings = &desk.config.second_factors;
    for (setting, demanding) in [
        ("second_factor_groups", &settings.groups),
        ("passkey_groups", &settings.passkey_groups),
    ] {
        let demands = |name: &str| demanding.iter().any(|group| group == name);
        if demands(before) && !demands(after) {
            return Err(DeskError::Unfit(format!(
                "name: the setting {setting} names the group {before:?}: add {after:?} there \
                 first, on every node"
            )));
        }
    }
    Ok(())
}

/// Gives a group another name or description, if it is still as it was `seen`. Its members follow,
/// and so do the roles over it and the apps that know it. Who looks after it describes it, and does not
/// rename it.
pub async fn change(
    desk: &Desk<'_>,
    id: GroupId,
    seen: Option<&Version>,
    new: NewGroup,
) -> Result<Group, DeskError> {
    let before = show(desk, id).await?;
    check(desk, Some(&before), &new).await?;
    is_as_seen(&before, seen)?;
    if (&new.name, &new.description) == (&before.name, &before.description) {
        return Ok(before);
    }
    let after = Group {
        name: new.name,
        description: new.description,
        updated_at: desk.now(),
        ..before.clone()
    };
    let event = event(desk, "group.changed", &after).with("name_before", &before.name);
    let store = desk.recording(event);
    if !store.replace_group(before, after.clone()).await? {
        return Err(DeskError::Stale);
    }
    tracing::info!(event = "group_changed", group = %id);
    Ok(after)
}

fn is_as_seen(group: &Group, seen: Option<&Version>) -> Result<(), DeskError> {
    let same = seen.is_none_or(|seen| *seen == Version::from(group));
    same.then_some(()).ok_or(DeskError::Stale)
}

/// Removes a group that is still as it was `seen`, which the write itself decides. Nobody is in it any
/// more, and nobody looks after it.
pub async fn remove(
    desk: &Desk<'_>,
    id: GroupId,
    seen: Option<&Version>,
) -> Result<Group, DeskError> {
    desk.may(Operation::EditGroups, Target::Deployment)?;
    for _ in 0..TRIES {
        let group = show(desk, id).await?;
        is_as_seen(&group, seen)?;
        let store = desk.recording(event(desk, "group.removed", &group));
        if store.remove_group(group.clone(), desk.now()).await? {
            tracing::info!(event = "group_removed", group = %id);
            return Ok(group);
        }
    }
    Err(DeskError::Stale)
}

/// Puts somebody into the group of this name, or takes them out of it; tells whether that was a
/// change. Who looks after the group takes people out of it, but puts in only whom they make or
/// invite: otherwise everybody would be theirs.
pub async fn set_member(
    desk: &Desk<'_>,
    name: &str,
    login: &str,
    member: bool,
) -> Result<(User, bool), UsersError> {
    desk.may(Operation::EditGroups, Target::Group(name))?;
    for _ in 0..TRIES {
        let user = find_for(desk, login, Operation::EditUsers).await?.user;
        let is_in = user.groups.iter().any(|group| group == name);
        if is_in == member {
            return Ok((user, false));
        }
        if desk.store.group_by_name(name).await?.is_none() {
            return Err(unknown(name).into());
        }
        match put_into(desk, user, name, member).await {
            Err(UsersError::Stale) => {}
            after => return Ok((after?, true)),
        }
    }
    Err(UsersError::Stale)
}

#[cfg(test)]
mod tests;
