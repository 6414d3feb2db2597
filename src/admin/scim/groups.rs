//! Groups looked for.

use super::error::ScimError;
use super::group::{resource, without_members};
use super::list::{Listed, Page, Query, Start, part, place};
use super::search::{Way, ways};
use super::{LOOKED_AT, MOST_MEMBERS};
use crate::admin::part::cursor;
use crate::admin::{Desk, Operation, Target};
use crate::model::{Group, User, UserId};
use crate::scim::{Comparison, Filter, GROUP, Meant, Path, Refusal, ScimType};
use crate::store::Resource;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most groups that another system may know by one name.
const NAMESAKES: u32 = 200;

/// A page of groups.
pub async fn list(desk: &Desk<'_>, query: &Query) -> Result<Listed, ScimError> {
    desk.may_somewhere(Operation::ReadGroups)?;
    let is_confined = desk.confined_to(Operation::ReadGroups).is_some();
    let meant = query.meant(&GROUP)?;
    let (total, page) = if meant == Meant::Everything && !is_confined {
        desk.may(Operation::ReadGroups, Target::Deployment)?;
        (
            desk.store.group_count().await?,
            every_group(desk, query).await?,
        )
    } else {
        let all = match meant {
            Meant::Nothing => Vec::new(),
            Meant::Everything => fitting(desk, None).await?,
            Meant::These(filter) => fitting(desk, Some(&filter)).await?,
        };
        let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
        (total, query.page_of(all, |group| group.name.clone())?)
    };
    described(desk, query, total, page).await
}

/// The groups of `page`, or of its beginning as far as an answer can hold their members: a page may be
/// shorter than was asked for.
async fn described(
    desk: &Desk<'_>,
    query: &Query,
    total: u64,
    page: Page<Group>,
) -> Result<Listed, ScimError> {
    let with_members = query.projection.wants("members");
    let mut next_cursor = page.next_cursor;
    let mut budget = MOST_MEMBERS;
    let mut resources = Vec::new();
    let mut last: Option<&Group> = None;
    for group in &page.items {
        match (resource(desk, group, with_members, &mut budget).await, last) {
            (Err(ScimError::Refused(refusal)), Some(last)) if refusal.kind == ScimType::TooMany => {
                if matches!(query.start, Start::After(_)) {
                    next_cursor = Some(cursor(&last.name));
                }
                break;
            }
            (resource, _) => resources.push(query.projection.of(resource?.body, &GROUP)),
        }
        last = Some(group);
    }
    Ok(Listed {
        total,
        start_index: page.start_index,
        resources,
        next_cursor,
    })
}

async fn every_group(desk: &Desk<'_>, query: &Query) -> Result<Page<Group>, ScimError> {
    let limit = query.limit();
    match &query.start {
        Start::At(start) => {
            let start = (*start).max(1);
            Ok(Page {
                items: desk.store.groups_from(start - 1, limit).await?,
                start_index: Some(start),
                next_cursor: None,
            })
        }
        Start::After(at) => {
            let after: Option<String> = place(at.clone())?;
            let items = desk.store.groups("", after.as_deref(), limit + 1).await?;
            Ok(part(items, limit as usize, |group| group.name.clone()))
        }
    }
}

type Found = BTreeMap<String, Group>;

/// All that `filter` means and that the operator may see, in the order of their names.
async fn fitting(desk: &Desk<'_>, filter: Option<&Filter>) -> Result<Vec<Group>, ScimError> {
    let named = named_people(desk, filter).await?;
    let mut all = Vec::new();
    for group in candidates(desk, filter).await?.into_values() {
        let target = Target::Group(&group.name);
        if desk.may(Operation::ReadGroups, target).is_err() {
            continue;
        }
        let is_meant = match filter {
            Some(filter) => filter.matches(&body(desk, filter, &named, &group).await?),
            None => true,
        };
        if is_meant {
            all.push(group);
        }
    }
    Ok(all)
}

/// What of a group `filter` can ask for: of its members only those that it names.
async fn body(
    desk: &Desk<'_>,
    filter: &Filter,
    named: &[Arc<User>],
    group: &Group,
) -> Result<Map<String, Value>, ScimError> {
    if filter.mentions("meta") {
        let resource = resource(desk, group, false, &mut 0).await?;
        return Ok(resource.body);
    }
    let external_id = if filter.mentions("externalId") {
        desk.store.external_id(Resource::Group(group.id)).await?
    } else {
        None
    };
    let mut body = without_members(group, external_id.as_deref());
    let members = named
        .iter()
        .filter(|user| user.groups.contains(&group.name))
        .map(|user| json!({"value": user.id}));
    body.insert("members".to_owned(), members.collect());
    Ok(body)
}

/// The people whom `filter` names as members.
async fn named_people(
    desk: &Desk<'_>,
    filter: Option<&Filter>,
) -> Result<Vec<Arc<User>>, ScimError> {
    let mut people = Vec::new();
    let Some(filter) = filter.filter(|filter| filter.mentions("members")) else {
        return Ok(people);
    };
    let comparisons = filter.comparisons();
    let of_members = comparisons
        .iter()
        .filter(|(path, ..)| path.attribute.name == "members");
    for (path, comparison, value) in of_members.clone() {
        let is_value = path.is("members", Some("value"));
        let id = value
            .as_str()
            .filter(|_| is_value && *comparison == Comparison::Eq);
        let Some(id) = id else {
            return Err(unfit_members());
        };
        if let Ok(id) = id.parse::<UserId>() {
            people.extend(desk.store.user(id).await?);
        }
    }
    if of_members.count() == 0 || filter.mentions("meta") {
        return Err(unfit_members());
    }
    Ok(people)
}

fn unfit_members() -> ScimError {
    let why = "groups are found by members.value eq and the id of a person";
    Refusal::new(ScimType::InvalidFilter, why).into()
}

/// Groups among which all are that `filter` means.
async fn candidates(desk: &Desk<'_>, filter: Option<&Filter>) -> Result<Found, ScimError> {
    let mut found = Found::new();
    if let Some(own) = desk.confined_to(Operation::ReadGroups) {
        add_named(desk, own, &mut found).await?;
        return Ok(found);
    }
    if let Some(ways) = filter.and_then(|filter| ways(filter, &way)) {
        for way in ways {
            go(desk, way, &mut found).await?;
        }
        return Ok(found);
    }
    let all = desk.store.groups_from(0, LOOKED_AT + 1).await?;
    add_all(all, ScimType::InvalidFilter, &mut found)?;
    Ok(found)
}

fn add_all(all: Vec<Group>, kind: ScimType, found: &mut Found) -> Result<(), ScimError> {
    if all.len() > LOOKED_AT as usize {
        let why = format!("more than {LOOKED_AT} groups would have to be looked at");
        return Err(Refusal::new(kind, why).into());
    }
    found.extend(all.into_iter().map(|group| (group.name.clone(), group)));
    Ok(())
}

/// The way that a comparison knows.
fn way(path: Path, comparison: Comparison, value: &Value) -> Option<Way> {
    let text = || value.as_str().map(str::to_owned);
    let is = |name: &str, part: Option<&str>| path.is(name, part);
    match comparison {
        Comparison::Eq if is("id", None) => text().map(Way::Id),
        Comparison::Eq if is("externalId", None) => text().map(Way::ExternalId),
        Comparison::Eq if is("members", Some("value")) => text().map(Way::Membership),
        Comparison::Eq if is("displayName", None) => text().map(Way::Name),
        Comparison::Sw if is("displayName", None) => text().map(Way::Prefix),
        _ => None,
    }
}

async fn go(desk: &Desk<'_>, way: Way, found: &mut Found) -> Result<(), ScimError> {
    let store = &desk.store;
    match way {
        Way::Id(id) => {
            if let Ok(id) = id.parse() {
                add(store.group(id).await?, found);
            }
        }
        Way::ExternalId(id) => {
            for id in store.groups_known_as(&id, NAMESAKES).await? {
                add(store.group(id).await?, found);
            }
        }
        Way::Name(name) => add_named(desk, &name, found).await?,
        Way::Prefix(prefix) => {
            let all = store.groups(&prefix, None, LOOKED_AT + 1).await?;
            add_all(all, ScimType::TooMany, found)?;
        }
        Way::Membership(user) => {
            let user = match user.parse() {
                Ok(id) => store.user(id).await?,
                Err(_) => None,
            };
            for name in user.iter().flat_map(|user| &user.groups) {
                add_named(desk, name, found).await?;
            }
        }
        // Groups are not shut out.
        Way::Disabled => {}
    }
    Ok(())
}

fn add(group: Option<Group>, found: &mut Found) {
    if let Some(group) = group {
        found.insert(group.name.clone(), group);
    }
}

async fn add_named(desk: &Desk<'_>, name: &str, found: &mut Found) -> Result<(), ScimError> {
    add(desk.store.group_by_name(name).await?, found);
    Ok(())
}
