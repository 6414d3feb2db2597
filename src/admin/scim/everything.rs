//! People and groups in one list (RFC 7644 §3.4.2.1): people first.

use super::error::ScimError;
use super::list::{Listed, Query, Start, place};
use super::{groups, users};
use crate::admin::Desk;
use crate::admin::part::cursor;

/// Where a list by cursor goes on: whether that is among the groups, and where there.
type Place = (bool, Option<String>);

/// A page of what `people` and `groups` ask for, which begin at the same place and want equally many.
pub async fn list(desk: &Desk<'_>, people: &Query, groups: &Query) -> Result<Listed, ScimError> {
    match &people.start {
        Start::At(start) => by_number(desk, people, groups, (*start).max(1)).await,
        Start::After(at) => {
            let at = place(at.clone())?;
            by_cursor(desk, people, groups, at.unwrap_or_default()).await
        }
    }
}

/// The same question, of another page.
fn page(query: &Query, start: Start, count: u32) -> Query {
    Query {
        start,
        count,
        ..query.clone()
    }
}

/// How many more fit on the page.
fn room(query: &Query, listed: &Listed) -> u32 {
    let taken = u32::try_from(listed.resources.len()).unwrap_or(u32::MAX);
    query.limit().saturating_sub(taken)
}

async fn by_number(
    desk: &Desk<'_>,
    people: &Query,
    groups: &Query,
    start: u64,
) -> Result<Listed, ScimError> {
    let mut all = users::list(desk, people).await?;
    let first = Start::At(start.saturating_sub(all.total).max(1));
    let rest = groups::list(desk, &page(groups, first, room(people, &all))).await?;
    all.total = all.total.saturating_add(rest.total);
    all.resources.extend(rest.resources);
    Ok(all)
}

async fn by_cursor(
    desk: &Desk<'_>,
    people: &Query,
    groups: &Query,
    (is_in_groups, at): Place,
) -> Result<Listed, ScimError> {
    let nothing = Start::At(1);
    let after = |at: Option<String>| Start::After(Some(at.unwrap_or_default()));
    let of_people = if is_in_groups {
        page(people, nothing.clone(), 0)
    } else {
        page(people, after(at.clone()), people.count)
    };
    let mut all = users::list(desk, &of_people).await?;
    let goes_on = all.next_cursor.take();
    let count = match goes_on {
        Some(_) => 0,
        None => room(people, &all),
    };
    let of_groups = match count {
        0 => page(groups, nothing, 0),
        count => page(groups, after(at.filter(|_| is_in_groups)), count),
    };
    let rest = groups::list(desk, &of_groups).await?;
    let next: Option<Place> = match (goes_on, rest.next_cursor) {
        (Some(people), _) => Some((false, Some(people))),
        (None, Some(groups)) => Some((true, Some(groups))),
        // The page is full of people, and the groups are yet to come.
        (None, None) => {
            (count == 0 && people.limit() > 0 && rest.total > 0).then_some((true, None))
        }
    };
    all.total = all.total.saturating_add(rest.total);
    all.resources.extend(rest.resources);
    all.start_index = None;
    all.next_cursor = next.as_ref().map(cursor);
    Ok(all)
}
