//! One group: read, made, replaced, changed and removed.

use super::MOST_MEMBERS;
use super::again::again;
use super::error::ScimError;
use super::meta::{Resource, common, is_as_seen, location, meta};
use crate::admin::groups::provision::{self, Moves, Seen};
use crate::admin::{Desk, DeskError, Operation, Target, Version, groups};
use crate::model::{Group, GroupId, UserId};
use crate::scim::{self, GROUP, Members, Patch, Projection, Refusal, ScimType, USER, WantedGroup};
use crate::store;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// How many members are read at once.
const READ: u32 = 1_000;

/// A group; without its members if they are not wanted.
pub async fn show(
    desk: &Desk<'_>,
    id: GroupId,
    projection: &Projection,
) -> Result<Resource, ScimError> {
    let group = groups::show(desk, id).await?;
    let mut budget = MOST_MEMBERS;
    resource(desk, &group, projection.wants("members"), &mut budget).await
}

/// A group as a resource. Its members are taken from the `budget` of the answer.
pub(super) async fn resource(
    desk: &Desk<'_>,
    group: &Group,
    with_members: bool,
    budget: &mut usize,
) -> Result<Resource, ScimError> {
    let external_id = external_id(desk, group).await?;
    let mut body = without_members(group, external_id.as_deref());
    let mut version = None;
    if with_members {
        let members = members(desk, group.id, *budget).await?;
        let members = members.ok_or_else(too_many_members)?;
        *budget -= members.len();
        version = Some(Version::from((
            group,
            external_id.as_deref(),
            members.as_slice(),
        )));
        let members = members.iter().map(|id| {
            json!({
                "value": id,
                "$ref": location(desk, &USER, id),
                "type": "User",
            })
        });
        body.insert("members".to_owned(), members.collect());
    }
    let location = location(desk, &GROUP, group.id);
    let times = (group.created_at, group.updated_at);
    let meta = meta(&GROUP, times, &location, version.as_ref());
    body.insert("meta".to_owned(), meta);
    Ok(Resource {
        body,
        version,
        location,
    })
}

fn too_many_members() -> ScimError {
    let why = format!(
        "there are more than {MOST_MEMBERS} members: ask for less at once, or leave them out by \
         excludedAttributes=members and list people by the filter groups.value eq"
    );
    Refusal::new(ScimType::TooMany, why).into()
}

/// What another system knows a group by.
async fn external_id(desk: &Desk<'_>, group: &Group) -> Result<Option<String>, ScimError> {
    let of = store::Resource::Group(group.id);
    Ok(desk.store.external_id(of).await?)
}

pub(super) fn without_members(group: &Group, external_id: Option<&str>) -> Map<String, Value> {
    let mut body = common(&GROUP, group.id, external_id);
    body.insert("displayName".to_owned(), json!(group.name));
    body
}

/// Who is in a group, if there are at most `most`.
async fn members(
    desk: &Desk<'_>,
    group: GroupId,
    most: usize,
) -> Result<Option<Vec<UserId>>, ScimError> {
    let mut all: Vec<UserId> = Vec::new();
    loop {
        let after = all.last().copied();
        let page = desk.store.members(group, after, READ).await?;
        let is_end = page.len() < READ as usize;
        all.extend(page);
        if all.len() > most {
            return Ok(None);
        }
        if is_end {
            return Ok(Some(all));
        }
    }
}

/// Makes the group that `body` describes.
pub async fn create(desk: &Desk<'_>, body: Map<String, Value>) -> Result<Resource, ScimError> {
    let body = scim::resource(body, &GROUP)?;
    let group = again(None, async || {
        let wanted = WantedGroup::read(&body)?;
        let (name, external_id) = (wanted.display_name, wanted.external_id);
        let moves = match wanted.members {
            Members::Exactly(all) | Members::But { added: all, .. } => Moves {
                joining: people(all),
                leaving: Vec::new(),
            },
        };
        Ok(provision::create(desk, name, external_id, moves).await?)
    })
    .await?;
    resource(desk, &group, true, &mut { MOST_MEMBERS }).await
}

fn people(ids: BTreeSet<Uuid>) -> Vec<UserId> {
    ids.into_iter().map(UserId).collect()
}

/// A group that is to be changed, and still is as it was `seen`.
async fn held(desk: &Desk<'_>, id: GroupId, seen: Option<&Version>) -> Result<Seen, ScimError> {
    let group = groups::show(desk, id).await?;
    desk.may(Operation::EditGroups, Target::Group(&group.name))?;
    let external_id = external_id(desk, &group).await?;
    if seen.is_some() {
        let members = members(desk, id, MOST_MEMBERS).await?;
        let now = members
            .map(|members| Version::from((&group, external_id.as_deref(), members.as_slice())));
        if !is_as_seen(now.as_ref(), seen) {
            return Err(DeskError::Stale.into());
        }
    }
    Ok(Seen { group, external_id })
}

async fn put(desk: &Desk<'_>, seen: Seen, wanted: WantedGroup) -> Result<(), ScimError> {
    let moves = moves(desk, seen.group.id, wanted.members).await?;
    let (name, external_id) = (wanted.display_name, wanted.external_id);
    provision::replace(desk, seen, name, external_id, moves).await?;
    Ok(())
}

async fn moves(desk: &Desk<'_>, id: GroupId, wanted: Members) -> Result<Moves, ScimError> {
    match wanted {
        Members::But { added, removed } => Ok(Moves {
            joining: people(added),
            leaving: people(removed),
        }),
        Members::Exactly(wanted) => {
            let members = members(desk, id, MOST_MEMBERS).await?;
            let members = members.ok_or_else(too_many_members)?;
            let before: BTreeSet<Uuid> = members.into_iter().map(|UserId(id)| id).collect();
            Ok(Moves {
                joining: people(&wanted - &before),
                leaving: people(&before - &wanted),
            })
        }
    }
}

/// Makes of a group what `body` describes.
pub async fn replace(
    desk: &Desk<'_>,
    id: GroupId,
    seen: Option<&Version>,
    body: Map<String, Value>,
) -> Result<Resource, ScimError> {
    let body = scim::resource(body, &GROUP)?;
    again(seen, async || {
        let held = held(desk, id, seen).await?;
        put(desk, held, WantedGroup::read(&body)?).await
    })
    .await?;
    show(desk, id, &Projection::All).await
}

/// Changes a group as `body` says. Says nothing of the members afterwards, who may be many.
pub async fn patch(
    desk: &Desk<'_>,
    id: GroupId,
    seen: Option<&Version>,
    body: Map<String, Value>,
) -> Result<(), ScimError> {
    let patch = Patch::read(body, &GROUP)?;
    again(seen, async || {
        let held = held(desk, id, seen).await?;
        let resource = without_members(&held.group, held.external_id.as_deref());
        put(desk, held, WantedGroup::patched(resource, patch.clone())?).await
    })
    .await
}

/// Removes a group. Nobody is in it any more.
pub async fn remove(desk: &Desk<'_>, id: GroupId, seen: Option<&Version>) -> Result<(), ScimError> {
    let held = held(desk, id, seen).await?;
    let version = Version::from(&held.group);
    groups::remove(desk, id, Some(&version)).await?;
    Ok(())
}
