//! People looked through: searched, sorted, in parts.

use super::{UsersError, find_for};
use crate::admin::part::{Part, Wanted, cursor};
use crate::admin::{Desk, DeskError, Operation, Target};
use crate::model::{Group, User, UserId};
use crate::store::{People, Place};

/// How many people one part looks at for those who fit.
const LOOKED_AT: usize = 2_000;

/// How many are read at once where not all fit.
const READ: u32 = 200;

/// Longest text to search for, in characters.
const MAX_SEARCH_CHARS: usize = 100;

/// What is said of an account's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserState {
    /// May sign in.
    Active,
    /// May not.
    Disabled,
    /// Has a role.
    Operator,
}

/// Which people.
#[derive(Clone, Debug, Default)]
pub struct PeopleQuery {
    /// What user name, address, name or family name begins with, in whatever case; empty for all.
    pub search: String,
    /// The name of a group that they are in.
    pub group: Option<String>,
    /// What else is so of them.
    pub state: Option<UserState>,
    /// Those who were added last first, instead of in the order of user names. A search is ordered
    /// by what was found, members by when they were added.
    pub newest_first: bool,
}

impl PeopleQuery {
    fn fits(&self, user: &User) -> bool {
        let is_in = |group: &String| user.groups.contains(group);
        let is_so = |state| match state {
            UserState::Active => user.disabled_at.is_none(),
            UserState::Disabled => user.disabled_at.is_some(),
            UserState::Operator => !user.roles.is_empty(),
        };
        self.group.as_ref().is_none_or(is_in) && self.state.is_none_or(is_so)
    }

    fn list(&self, group: Option<&Group>) -> People {
        match (self.search.as_str(), group, self.state) {
            ("", Some(group), _) => People::Members(group.id),
            ("", None, Some(UserState::Disabled)) => People::Disabled,
            ("", None, Some(UserState::Operator)) => People::WithRoles,
            ("", None, _) if self.newest_first => People::Newest,
            ("", None, _) => People::ByName,
            (search, _, _) => People::Matching(search.to_lowercase()),
        }
    }
}

/// Fails for what nobody can be called.
pub(in crate::admin) fn check_search(text: &str) -> Result<(), DeskError> {
    let is_fit = text.chars().count() <= MAX_SEARCH_CHARS && !text.contains(char::is_control);
    is_fit.then_some(()).ok_or_else(|| {
        DeskError::Unfit(format!(
            "search: use at most {MAX_SEARCH_CHARS} characters, none of them a control character"
        ))
    })
}

/// A part of the people that `query` asks for. Where few fit, a part may have fewer than asked for
/// and still go on.
pub async fn people(
    desk: &Desk<'_>,
    query: &PeopleQuery,
    wanted: &Wanted,
) -> Result<Part<User>, DeskError> {
    let target = query
        .group
        .as_deref()
        .map_or(Target::Deployment, Target::Group);
    desk.may(Operation::ReadUsers, target)?;
    check_search(&query.search)?;
    let group = match &query.group {
        None => None,
        Some(name) => {
            let found = desk.store.group_by_name(name).await?;
            Some(found.ok_or_else(|| DeskError::Unknown("group", name.clone()))?)
        }
    };
    let place = wanted.place::<(String, UserId)>()?;
    let place = place.map(|(key, id)| Place { key, id });
    fitting(desk, query, group.as_ref(), place, wanted.limit()).await
}

async fn fitting(
    desk: &Desk<'_>,
    query: &PeopleQuery,
    group: Option<&Group>,
    mut place: Option<Place>,
    limit: u32,
) -> Result<Part<User>, DeskError> {
    let next = |place: &Place| Some(cursor(&(&place.key, place.id)));
    let (mut items, mut looked_at) = (Vec::new(), 0);
    let list = query.list(group);
    while looked_at < LOOKED_AT {
        let page = desk.store.people(list.clone(), place, READ).await?;
        let is_end = page.len() < READ as usize;
        looked_at += page.len();
        place = page.last().map(|last| last.place.clone());
        for listed in page {
            if query.fits(&listed.user) {
                items.push(listed.user);
                if items.len() >= limit as usize {
                    let next = next(&listed.place);
                    return Ok(Part { items, next });
                }
            }
        }
        if is_end {
            return Ok(Part { items, next: None });
        }
    }
    let next = place.as_ref().and_then(next);
    Ok(Part { items, next })
}

/// The person with this id.
pub async fn show(desk: &Desk<'_>, id: UserId) -> Result<User, UsersError> {
    by_id(desk, id, Operation::ReadUsers).await
}

/// The person with this id, to do `operation` to them. Whoever may not even see them is told that
/// there is nobody.
pub(in crate::admin) async fn by_id(
    desk: &Desk<'_>,
    id: UserId,
    operation: Operation,
) -> Result<User, UsersError> {
    desk.may_somewhere(operation)?;
    let user = desk.store.user(id).await?;
    let is_visible = |user: &User| desk.may(Operation::ReadUsers, Target::Person(user)).is_ok();
    let user = user.map(|user| User::clone(&user)).filter(is_visible);
    let user = user.ok_or_else(|| UsersError::Unknown(id.to_string()))?;
    desk.may(operation, Target::Person(&user))?;
    Ok(user)
}

/// The person with this user name, address or id.
pub async fn named(desk: &Desk<'_>, name: &str) -> Result<User, UsersError> {
    match name.parse() {
        Ok(id) => show(desk, id).await,
        Err(_) => Ok(find_for(desk, name, Operation::ReadUsers).await?.user),
    }
}
