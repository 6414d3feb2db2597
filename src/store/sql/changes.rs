// What has changed of what nodes keep in memory. Mounted by `mod.rs`.

use super::backend::{Conn, Row};
use crate::model::{GrantId, SessionId, TokenId, UserId};
use crate::store::{Change, Changes, Result};
use sqlx::Row as _;
use uuid::Uuid;

/// How many changes stay to be read.
pub const KEPT: i64 = 10_000;

/// How many are read at once; who has missed more forgets everything. Fewer than stay.
const READ: u32 = 1_000;

statements! {
    NOTE = "INSERT INTO changes (kind, subject) VALUES ($1, $2)";
    SINCE = concat!(
        "SELECT newest.position, changes.kind, changes.subject
         FROM (", newest_change!(), ") AS newest
         LEFT JOIN changes ON ", is_newer_change!(), " LIMIT $2",
    );
}

/// Notes a change, as a part of it.
pub async fn note(conn: &mut Conn, change: Change) -> Result<()> {
    let (kind, subject) = columns(change);
    sqlx::query(NOTE)
        .bind(kind)
        .bind(subject)
        .execute(conn)
        .await?;
    Ok(())
}

/// Kind and subject, as they are written.
pub const fn columns(change: Change) -> (&'static str, Uuid) {
    match change {
        Change::Everybody => ("everybody", Uuid::nil()),
        Change::Person(UserId(id)) => ("person", id),
        Change::Session(SessionId(id)) => ("session", id),
        Change::Grant(GrantId(id)) => ("grant", id),
        Change::AccessToken(TokenId(id)) => ("access_token", id),
    }
}

/// What was noted after `position`, or only where things stand.
pub async fn since(conn: &mut Conn, position: Option<i64>) -> Result<Changes> {
    let rows = sqlx::query(SINCE)
        .bind(position.unwrap_or(i64::MAX))
        .bind(i64::from(READ))
        .fetch_all(conn)
        .await?;
    let mut changes = Changes::default();
    for row in &rows {
        changes.position = row.try_get("position")?;
        changes.what.extend(change(row)?);
    }
    if rows.len() >= READ as usize {
        changes.what = vec![Change::Everybody];
    }
    Ok(changes)
}

fn change(row: &Row) -> sqlx::Result<Option<Change>> {
    let Some(kind) = row.try_get::<Option<&str>, _>("kind")? else {
        return Ok(None);
    };
    let subject: Uuid = row.try_get("subject")?;
    Ok(Some(match kind {
        "person" => Change::Person(UserId(subject)),
        "session" => Change::Session(SessionId(subject)),
        "grant" => Change::Grant(GrantId(subject)),
        "access_token" => Change::AccessToken(TokenId(subject)),
        // Of a newer Signet on another node, perhaps.
        _ => Change::Everybody,
    }))
}
