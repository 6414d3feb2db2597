// Events as they are looked for: by an index that ends with the time, so that what is rare is found
// as soon as what is not. Mounted by `mod.rs`.

use super::backend::{Conn, Query};
use super::events::event;
use crate::model::{Event, EventId, UserId};
use crate::oidc::ClientId;
use crate::store::{EventFilter, Page, Result};
use std::cmp::Reverse;
use uuid::Uuid;

// Newest first; `$1` and `$2` are bounds in time, as identifiers.
macro_rules! newest {
    ($($condition:literal)?) => {
        concat!(
            "SELECT id, at, kind, outcome, actor, user_id, client_id, session_id, address,
                reference, trace, detail
             FROM events WHERE id >= $1 AND id < $2 ",
            $("AND ", $condition,)? " ORDER BY id DESC LIMIT $3",
        )
    };
}

statements! {
    ALL = newest!();
    OF_KIND = newest!("kind = $4");
    OF_KIND_AT = newest!("kind = $4 AND client_id = $5");
    // Walks what there is about a person, which is little.
    OF_USER = newest!("kind >= $4 AND kind < $5 AND user_id = $6");
    OF_USER_AT = newest!(
        "kind >= $4 AND kind < $5 AND user_id = $6 AND client_id = $7"
    );
    // From each kind to the next by an index, however many events there are of it.
    KINDS = "
        WITH RECURSIVE found (kind) AS (
            SELECT MIN(kind) FROM events WHERE kind >= $1 AND kind < $2
            UNION ALL
            SELECT (SELECT MIN(events.kind) FROM events
                    WHERE events.kind > found.kind AND events.kind < $2)
            FROM found WHERE found.kind IS NOT NULL
        )
        SELECT kind FROM found WHERE kind IS NOT NULL";
    KINDS_AT = "
        WITH RECURSIVE found (kind) AS (
            SELECT MIN(kind) FROM events WHERE client_id = $3 AND kind >= $1 AND kind < $2
            UNION ALL
            SELECT (SELECT MIN(events.kind) FROM events
                    WHERE events.client_id = $3
                        AND events.kind > found.kind AND events.kind < $2)
            FROM found WHERE found.kind IS NOT NULL
        )
        SELECT kind FROM found WHERE kind IS NOT NULL";
}

/// The first kind of a filter, and the first after its last.
pub fn span(kind: Option<&str>) -> (String, String) {
    match kind {
        None => (String::new(), char::MAX.to_string()),
        Some(kind) if kind.contains('.') => (kind.to_owned(), format!("{kind}\u{1}")),
        // What follows the dot in the order of characters.
        Some(area) => (format!("{area}."), format!("{area}/")),
    }
}

/// After which identifier, and before which, as times and pages have it.
pub fn bounds(filter: &EventFilter, page: &Page<EventId>) -> (EventId, EventId) {
    let since = filter.since.map(EventId::first_of);
    let until = filter.until.map(EventId::first_of);
    let last = page.after.into_iter().chain(until).min();
    (
        since.unwrap_or(EventId(Uuid::nil())),
        last.unwrap_or(EventId(Uuid::max())),
    )
}

/// Events that `filter` lets through, newest first.
pub async fn filtered(
    conn: &mut Conn,
    filter: EventFilter,
    page: Page<EventId>,
) -> Result<Vec<Event>> {
    let between = bounds(&filter, &page);
    let EventFilter {
        kind,
        person,
        client,
        ..
    } = filter;
    let span = span(kind.as_deref());
    let limit = page.limit;
    match (person, client, kind) {
        (Some(person), client, _) => of_person(conn, person, client, span, between, limit).await,
        (None, None, None) => selected(selection(ALL, between, limit), conn).await,
        (None, client, Some(kind)) if kind.contains('.') => {
            of_kind(conn, kind, client.as_ref(), between, limit).await
        }
        (None, client, _) => {
            let kinds = kinds(conn, client.as_ref(), span).await?;
            of_kinds(conn, kinds, client.as_ref(), between, limit).await
        }
    }
}

/// A statement of [`newest`] with what they have in common.
fn selection(
    statement: &'static str,
    (since, until): (EventId, EventId),
    limit: u32,
) -> Query<'static> {
    sqlx::query(statement)
        .bind(since)
        .bind(until)
        .bind(i64::from(limit))
}

async fn selected(query: Query<'_>, conn: &mut Conn) -> Result<Vec<Event>> {
    let rows = query.try_map(|row| event(&row)).fetch_all(conn).await?;
    Ok(rows)
}

async fn of_person(
    conn: &mut Conn,
    person: UserId,
    client: Option<ClientId>,
    (first, end): (String, String),
    between: (EventId, EventId),
    limit: u32,
) -> Result<Vec<Event>> {
    let statement = if client.is_some() {
        OF_USER_AT
    } else {
        OF_USER
    };
    let query = selection(statement, between, limit);
    let query = query.bind(first).bind(end).bind(person);
    let query = match client {
        Some(client) => query.bind(String::from(client)),
        None => query,
    };
    selected(query, conn).await
}

async fn of_kind(
    conn: &mut Conn,
    kind: String,
    client: Option<&ClientId>,
    between: (EventId, EventId),
    limit: u32,
) -> Result<Vec<Event>> {
    let statement = if client.is_some() {
        OF_KIND_AT
    } else {
        OF_KIND
    };
    let query = selection(statement, between, limit).bind(kind);
    let query = match client {
        Some(client) => query.bind(client.as_str().to_owned()),
        None => query,
    };
    selected(query, conn).await
}

/// The kinds within a span of which there is anything, about an app where one is given.
async fn kinds(
    conn: &mut Conn,
    client: Option<&ClientId>,
    (first, end): (String, String),
) -> Result<Vec<String>> {
    let statement = if client.is_some() { KINDS_AT } else { KINDS };
    let query = sqlx::query_scalar(statement).bind(first).bind(end);
    let query = match client {
        Some(client) => query.bind(client.as_str()),
        None => query,
    };
    let kinds = query.fetch_all(conn).await?;
    Ok(kinds)
}

/// The newest of several kinds: of each what is newer than those that are found already, so that
/// nothing is walked through that is not looked for.
async fn of_kinds(
    conn: &mut Conn,
    kinds: Vec<String>,
    client: Option<&ClientId>,
    (mut since, until): (EventId, EventId),
    limit: u32,
) -> Result<Vec<Event>> {
    let mut found: Vec<Event> = Vec::new();
    for kind in kinds {
        found.extend(of_kind(conn, kind, client, (since, until), limit).await?);
        found.sort_unstable_by_key(|event| Reverse(event.id));
        found.truncate(limit as usize);
        if found.len() >= limit as usize
            && let Some(last) = found.last()
        {
            since = last.id;
        }
    }
    Ok(found)
}
