//! People looked for.

use super::LOOKED_AT;
use super::error::ScimError;
use super::list::{Listed, Page, Query, Start, part, place};
use super::people::{People, external_id, without_groups};
use super::search::{Way, ways};
use crate::admin::{Desk, Operation, Target};
use crate::login::login_key;
use crate::model::{User, UserId};
use crate::scim::{Comparison, Filter, Meant, Path, Refusal, ScimType, USER};
use crate::store;
use serde_json::Value;
use std::collections::BTreeMap;

/// Most people whom another system may know by one name.
const NAMESAKES: u32 = 200;
/// How many people are read at once.
const READ: u32 = 200;

/// A page of people.
pub async fn list(desk: &Desk<'_>, query: &Query) -> Result<Listed, ScimError> {
    desk.may_somewhere(Operation::ReadUsers)?;
    let is_confined = desk.confined_to(Operation::ReadUsers).is_some();
    let meant = query.meant(&USER)?;
    let (total, page) = if meant == Meant::Everything && !is_confined {
        desk.may(Operation::ReadUsers, Target::Deployment)?;
        (
            desk.store.user_count().await?,
            everybody(desk, query).await?,
        )
    } else {
        let all = match meant {
            Meant::Nothing => Vec::new(),
            Meant::Everything => fitting(desk, None).await?,
            Meant::These(filter) => fitting(desk, Some(&filter)).await?,
        };
        let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
        (total, query.page_of(all, |user| user.id)?)
    };
    let mut people = People::new(desk).with_groups(query.projection.wants("groups"));
    let mut resources = Vec::new();
    for user in &page.items {
        let resource = people.resource(user).await?;
        resources.push(query.projection.of(resource.body, &USER));
    }
    Ok(Listed {
        total,
        start_index: page.start_index,
        resources,
        next_cursor: page.next_cursor,
    })
}

async fn everybody(desk: &Desk<'_>, query: &Query) -> Result<Page<User>, ScimError> {
    let limit = query.limit();
    match &query.start {
        Start::At(start) => {
            let start = (*start).max(1);
            let items = match limit {
                0 => Vec::new(),
                limit => desk.store.users_from(start - 1, limit).await?,
            };
            Ok(Page {
                items,
                start_index: Some(start),
                next_cursor: None,
            })
        }
        Start::After(at) => {
            let page = store::Page {
                after: place(at.clone())?,
                limit: limit + 1,
            };
            let items = desk.store.users(page).await?;
            Ok(part(items, limit as usize, |user| user.id))
        }
    }
}

/// All whom `filter` means and whom the operator may see, in the order of their ids.
async fn fitting(desk: &Desk<'_>, filter: Option<&Filter>) -> Result<Vec<User>, ScimError> {
    let found = candidates(desk, filter).await?;
    let mut people = People::new(desk);
    let mut all = Vec::new();
    for user in found.into_values() {
        if desk
            .may(Operation::ReadUsers, Target::Person(&user))
            .is_err()
        {
            continue;
        }
        let is_meant = match filter {
            Some(filter) => matches(&mut people, desk, filter, &user).await?,
            None => true,
        };
        if is_meant {
            all.push(user);
        }
    }
    Ok(all)
}

async fn matches(
    people: &mut People<'_>,
    desk: &Desk<'_>,
    filter: &Filter,
    user: &User,
) -> Result<bool, ScimError> {
    if filter.mentions("meta") {
        return Ok(filter.matches(&people.resource(user).await?.body));
    }
    let external_id = if filter.mentions("externalId") {
        external_id(desk, user).await?
    } else {
        None
    };
    let mut body = without_groups(user, external_id.as_deref());
    if filter.mentions("groups") {
        people.add_groups(user, &mut body).await?;
    }
    Ok(filter.matches(&body))
}

type Found = BTreeMap<UserId, User>;

/// People among whom all are that `filter` means.
async fn candidates(desk: &Desk<'_>, filter: Option<&Filter>) -> Result<Found, ScimError> {
    let mut found = Found::new();
    if let Some(own) = desk.confined_to(Operation::ReadUsers) {
        if let Some(group) = desk.store.group_by_name(own).await? {
            add_all(desk, store::People::Members(group.id), &mut found).await?;
        }
        return Ok(found);
    }
    if let Some(ways) = filter.and_then(|filter| ways(filter, &way)) {
        for way in ways {
            go(desk, way, &mut found).await?;
        }
        return Ok(found);
    }
    let all = desk.store.users_from(0, LOOKED_AT + 1).await?;
    if all.len() > LOOKED_AT as usize {
        let why = "no index leads to what the filter means: compare userName, emails, externalId or \
                   id by eq, or the beginning of a name by sw";
        return Err(Refusal::new(ScimType::InvalidFilter, why).into());
    }
    found.extend(all.into_iter().map(|user| (user.id, user)));
    Ok(found)
}

/// The way that a comparison knows.
fn way(path: Path, comparison: Comparison, value: &Value) -> Option<Way> {
    let is_beginning = matches!(comparison, Comparison::Eq | Comparison::Sw);
    let is = |name: &str, part: Option<&str>| path.is(name, part);
    let is_name = is("userName", None) || is("emails", Some("value"));
    let is_found =
        is("displayName", None) || is("name", Some("formatted")) || is("name", Some("familyName"));
    let text = || value.as_str().map(str::to_owned);
    match comparison {
        Comparison::Eq if is("active", None) => {
            (value == &Value::Bool(false)).then_some(Way::Disabled)
        }
        Comparison::Eq if is("id", None) => text().map(Way::Id),
        Comparison::Eq if is("externalId", None) => text().map(Way::ExternalId),
        Comparison::Eq if is("groups", Some("value")) => text().map(Way::Membership),
        Comparison::Eq if is_name => text().map(Way::Name),
        _ if is_beginning && (is_name || is_found) => text().map(Way::Prefix),
        _ => None,
    }
}

async fn go(desk: &Desk<'_>, way: Way, found: &mut Found) -> Result<(), ScimError> {
    let store = &desk.store;
    match way {
        Way::Id(id) => add_one(desk, id.parse().ok(), found).await,
        Way::ExternalId(id) => {
            for id in store.users_known_as(&id, NAMESAKES).await? {
                add_one(desk, Some(id), found).await?;
            }
            Ok(())
        }
        Way::Name(name) => {
            if let Some(key) = login_key(&name)
                && let Some(account) = store.account_by_login(&key).await?
            {
                found.insert(account.user.id, account.user);
            }
            Ok(())
        }
        Way::Prefix(text) => {
            let prefix = text.to_lowercase().chars().take(100).collect();
            add_all(desk, store::People::Matching(prefix), found).await
        }
        Way::Membership(group) => match group.parse() {
            Ok(id) => add_all(desk, store::People::Members(id), found).await,
            Err(_) => Ok(()),
        },
        Way::Disabled => add_all(desk, store::People::Disabled, found).await,
    }
}

async fn add_one(desk: &Desk<'_>, id: Option<UserId>, found: &mut Found) -> Result<(), ScimError> {
    if let Some(id) = id
        && let Some(user) = desk.store.user(id).await?
    {
        found.insert(id, User::clone(&user));
    }
    Ok(())
}

async fn add_all(desk: &Desk<'_>, list: store::People, found: &mut Found) -> Result<(), ScimError> {
    let mut place = None;
    loop {
        let page = desk.store.people(list.clone(), place, READ).await?;
        let is_end = page.len() < READ as usize;
        place = page.last().map(|last| last.place.clone());
        found.extend(page.into_iter().map(|listed| (listed.user.id, listed.user)));
        if found.len() > LOOKED_AT as usize {
            let why = format!("more than {LOOKED_AT} people would have to be looked at");
            return Err(Refusal::new(ScimType::TooMany, why).into());
        }
        if is_end {
            return Ok(());
        }
    }
}
