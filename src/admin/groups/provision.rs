//! Groups as other systems say they are to be, with who comes and who goes, in one write.

use super::{NewGroup, check, check_text, event};
use crate::admin::users::UsersError;
use crate::admin::users::provision::{check_external_id, known_as, moved, stale};
use crate::admin::{Desk, DeskError, Operation, Target};
use crate::model::{Event, Group, GroupId, User, UserId};
use crate::store::{Resource, UserUpdate, Write};

/// Most people who come and go at once.
const MOST: usize = 2_000;

/// Who comes into a group, and who goes.
#[derive(Clone, Debug, Default)]
pub(in crate::admin) struct Moves {
    pub joining: Vec<UserId>,
    pub leaving: Vec<UserId>,
}

/// Makes a group with these members, which another system knows by `external_id`.
pub(in crate::admin) async fn create(
    desk: &Desk<'_>,
    name: String,
    external_id: Option<String>,
    moves: Moves,
) -> Result<Group, UsersError> {
    desk.may(Operation::EditGroups, Target::Deployment)?;
    let new = NewGroup {
        name,
        description: String::new(),
    };
    check_text(&new)?;
    check_external_id(external_id.as_deref())?;
    let now = desk.now();
    let group = Group {
        id: GroupId::new(desk.clock.as_ref(), desk.entropy.as_ref()),
        name: new.name,
        description: new.description,
        created_at: now,
        updated_at: now,
    };
    let mut writes = vec![Write::CreateGroup(group.clone())];
    let mut events = vec![event(desk, "group.created", &group)];
    let of = Resource::Group(group.id);
    writes.extend(known_as(of, None, external_id.as_deref()));
    move_people(desk, &group, moves, &mut writes, &mut events).await?;
    let store = desk.store.recording(events);
    store.write_all(writes, now).await.map_err(stale)?;
    tracing::info!(event = "group_created", group = %group.id);
    Ok(group)
}

/// A group as it was seen.
#[derive(Clone, Debug)]
pub(in crate::admin) struct Seen {
    pub group: Group,
    pub external_id: Option<String>,
}

/// Gives a group this name, if it still is as it was `seen`, and has people come and go.
pub(in crate::admin) async fn replace(
    desk: &Desk<'_>,
    seen: Seen,
    name: String,
    external_id: Option<String>,
    moves: Moves,
) -> Result<Group, UsersError> {
    let Seen {
        group: before,
        external_id: id_before,
    } = seen;
    let new = NewGroup {
        name,
        description: before.description.clone(),
    };
    check(desk, Some(&before), &new).await?;
    check_external_id(external_id.as_deref())?;
    let of = Resource::Group(before.id);
    let other_id = known_as(of, id_before.as_deref(), external_id.as_deref());
    let (mut writes, mut events) = (Vec::new(), Vec::new());
    // Before the name changes, which they follow.
    move_people(desk, &before, moves, &mut writes, &mut events).await?;
    let mut after = before.clone();
    if new.name != before.name || other_id.is_some() {
        after.name = new.name;
        after.updated_at = desk.now();
        let event = event(desk, "group.changed", &after);
        events.push(event.with("name_before", &before.name));
        writes.push(Write::UpdateGroup {
            before,
            after: after.clone(),
        });
    }
    writes.extend(other_id);
    if writes.is_empty() {
        return Ok(after);
    }
    let store = desk.store.recording(events);
    store.write_all(writes, desk.now()).await.map_err(stale)?;
    tracing::info!(event = "group_changed", group = %after.id);
    Ok(after)
}

/// Adds what it takes to have people come and go. Who is there already stays, and who is not stays
/// away.
async fn move_people(
    desk: &Desk<'_>,
    group: &Group,
    moves: Moves,
    writes: &mut Vec<Write>,
    events: &mut Vec<Event>,
) -> Result<(), UsersError> {
    if moves.joining.len() + moves.leaving.len() > MOST {
        let why = format!("more than {MOST} people come and go at once: send fewer");
        return Err(DeskError::Unfit(why).into());
    }
    for id in moves.joining {
        let user = desk.store.user(id).await?;
        let user = user.ok_or_else(|| DeskError::Unfit(format!("there is no person {id}")))?;
        set_member(desk, group, (&user, true), writes, events)?;
    }
    for id in moves.leaving {
        if let Some(user) = desk.store.user(id).await? {
            set_member(desk, group, (&user, false), writes, events)?;
        }
    }
    Ok(())
}

/// Has somebody in the group, or not in it.
fn set_member(
    desk: &Desk<'_>,
    group: &Group,
    (before, is_in): (&User, bool),
    writes: &mut Vec<Write>,
    events: &mut Vec<Event>,
) -> Result<(), UsersError> {
    if before.groups.contains(&group.name) == is_in {
        return Ok(());
    }
    let mut after = before.clone();
    if is_in {
        after.groups.push(group.name.clone());
    } else {
        after.groups.retain(|name| *name != group.name);
    }
    write(desk, before, after, writes, events)
}

fn write(
    desk: &Desk<'_>,
    before: &User,
    after: User,
    writes: &mut Vec<Write>,
    events: &mut Vec<Event>,
) -> Result<(), UsersError> {
    desk.may(Operation::EditUsers, Target::Person(before))?;
    if after.groups.len() > before.groups.len() {
        desk.may(Operation::EditUsers, Target::Person(&after))?;
    }
    let after = User {
        updated_at: desk.now(),
        ..after
    };
    events.extend(moved(desk, before, &after));
    writes.push(Write::UpdateUser(Box::new(UserUpdate {
        before: before.clone(),
        after,
        password: None,
    })));
    Ok(())
}
