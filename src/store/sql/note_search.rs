// Notes as they are looked for, and the ways through sign-ins that they are steps of. There is a bounded
// number of them, so that going through all costs little. Mounted by `mod.rs`.

use super::backend::Conn;
use super::event_search::{bounds, span};
use super::events::event;
use crate::model::{Event, EventId, TraceId};
use crate::store::{EventFilter, Notes, Page, Result, TraceFilter};
use sqlx::types::Uuid;

macro_rules! columns {
    () => {
        "id, at, kind, outcome, actor, user_id, client_id, session_id, address, reference, trace, \
         detail"
    };
}

// Newest first; `$1` and `$2` are bounds in time, `$4` and `$5` of kinds.
macro_rules! like {
    ($($condition:literal)?) => {
        concat!(
            "SELECT ", columns!(), " FROM event_notes
             WHERE id >= $1 AND id < $2 AND kind >= $4 AND kind < $5
                AND (client_id = $6 OR $6 IS NULL) ", $($condition,)?
            " ORDER BY id DESC LIMIT $3",
        )
    };
}

// Newest first; those before `$1`.
macro_rules! newest {
    ($condition:literal) => {
        concat!(
            "SELECT ",
            columns!(),
            " FROM event_notes WHERE id < $1 AND ",
            $condition,
            " ORDER BY id DESC LIMIT $2",
        )
    };
}

// What is compared with comes before the question whether it is there: PostgreSQL learns its type so.
statements! {
    LIKE = like!();
    LIKE_OF_USER = like!("AND user_id = $7");
    OF_REFERENCE = newest!("reference = $3");
    OF_TRACE = newest!("trace = $3");
    // Identifiers of ways are in the order in which they began.
    TRACES = "
        SELECT trace FROM (
            SELECT DISTINCT trace FROM event_notes WHERE trace >= $1 AND trace < $2
        ) AS way
        WHERE (trace IN (
                SELECT trace FROM event_notes WHERE user_id = $4 AND trace IS NOT NULL)
                OR $4 IS NULL)
            AND (trace IN (
                SELECT trace FROM event_notes WHERE client_id = $5 AND trace IS NOT NULL)
                OR $5 IS NULL)
            AND ((
                SELECT outcome FROM event_notes AS step WHERE step.trace = way.trace
                ORDER BY id DESC LIMIT 1) = $6
                OR $6 IS NULL)
        ORDER BY trace DESC LIMIT $3";
}

/// Those of `which`, newest first.
pub async fn found(conn: &mut Conn, which: Notes, page: Page<EventId>) -> Result<Vec<Event>> {
    let before = page.after.unwrap_or(EventId(Uuid::max()));
    let limit = i64::from(page.limit);
    let query = match which {
        Notes::Like(filter) => return like(conn, filter, page).await,
        Notes::Reference(reference) => {
            let query = sqlx::query(OF_REFERENCE).bind(before).bind(limit);
            query.bind(reference)
        }
        Notes::Trace(trace) => {
            let query = sqlx::query(OF_TRACE).bind(before).bind(limit);
            query.bind(trace)
        }
    };
    let rows = query.try_map(|row| event(&row)).fetch_all(conn).await?;
    Ok(rows)
}

async fn like(conn: &mut Conn, filter: EventFilter, page: Page<EventId>) -> Result<Vec<Event>> {
    let (since, until) = bounds(&filter, &page);
    let (first, end) = span(filter.kind.as_deref());
    let statement = match filter.person {
        Some(_) => LIKE_OF_USER,
        None => LIKE,
    };
    let query = sqlx::query(statement)
        .bind(since)
        .bind(until)
        .bind(i64::from(page.limit))
        .bind(first)
        .bind(end)
        .bind(filter.client.map(String::from));
    let query = match filter.person {
        Some(person) => query.bind(person),
        None => query,
    };
    let rows = query.try_map(|row| event(&row)).fetch_all(conn).await?;
    Ok(rows)
}

/// Ways through sign-ins that `filter` lets through, those that began last first.
pub async fn traces(
    conn: &mut Conn,
    filter: TraceFilter,
    page: Page<TraceId>,
) -> Result<Vec<TraceId>> {
    let since = filter
        .since
        .map_or(Uuid::nil(), |since| EventId::first_of(since).0);
    let traces = sqlx::query_scalar(TRACES)
        .bind(since)
        .bind(page.after.unwrap_or(TraceId(Uuid::max())))
        .bind(i64::from(page.limit))
        .bind(filter.person)
        .bind(filter.client.map(String::from))
        .bind(filter.outcome)
        .fetch_all(conn)
        .await?;
    Ok(traces)
}
