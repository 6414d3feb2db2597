// The chain of events. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, Row, lock};
use super::{events, rows, webhooks};
use crate::model::Event;
use crate::store::{AuditMark, AuditMarks, ChainedEvent, Chaining, Result};
use sqlx::Row as _;

macro_rules! columns {
    () => {
        "id, at, kind, outcome, actor, user_id, client_id, session_id, address, reference, trace, \
         detail"
    };
}

/// The last event of the chain.
const HEAD: &str = "head";
/// The last event that was cut off.
const START: &str = "start";

statements! {
    UNCHAINED = concat!(
        "SELECT ", columns!(), " FROM events WHERE position IS NULL ORDER BY id LIMIT $1",
    );
    MARKS = "SELECT name, position, hash, mac FROM audit_marks";
    POSITION = "SELECT position FROM audit_marks WHERE name = 'head'";
    MARK = "
        INSERT INTO audit_marks (name, position, hash, mac) VALUES ($1, $2, $3, $4)
        ON CONFLICT (name) DO UPDATE SET
            position = excluded.position, hash = excluded.hash, mac = excluded.mac";
    APPEND = "UPDATE events SET position = $2, hash = $3 WHERE id = $1 AND position IS NULL";
    AFTER = concat!(
        "SELECT ", columns!(), ", position, hash FROM events
         WHERE position > $1 ORDER BY position LIMIT $2",
    );
    CUT = "DELETE FROM events WHERE position <= $1";
}

pub async fn unchained(conn: &mut Conn, limit: u32) -> Result<Vec<Event>> {
    let rows = sqlx::query(UNCHAINED)
        .bind(i64::from(limit))
        .try_map(|row| events::event(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

fn mark(row: &Row) -> sqlx::Result<AuditMark> {
    Ok(AuditMark {
        position: row.try_get("position")?,
        hash: rows::bytes(row, "hash")?,
        mac: rows::bytes(row, "mac")?,
    })
}

pub async fn marks(conn: &mut Conn) -> Result<AuditMarks> {
    let rows = sqlx::query(MARKS)
        .try_map(|row: Row| Ok((row.try_get::<String, _>("name")?, mark(&row)?)))
        .fetch_all(conn)
        .await?;
    let mut marks = AuditMarks::default();
    for (name, mark) in rows {
        match name.as_str() {
            HEAD => marks.head = Some(mark),
            START => marks.start = Some(mark),
            _ => {}
        }
    }
    Ok(marks)
}

async fn set_mark(conn: &mut Conn, name: &'static str, mark: AuditMark) -> Result<()> {
    sqlx::query(MARK)
        .bind(name)
        .bind(mark.position)
        .bind(mark.hash.to_vec())
        .bind(mark.mac.to_vec())
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn append(conn: &mut Conn, chaining: Chaining) -> Result<bool> {
    lock(conn, Lock::Audit).await?;
    let position: Option<i64> = sqlx::query_scalar(POSITION)
        .fetch_optional(&mut *conn)
        .await?;
    if position.unwrap_or_default() != chaining.from {
        return Ok(false);
    }
    for (id, position, hash) in chaining.links {
        sqlx::query(APPEND)
            .bind(id)
            .bind(position)
            .bind(hash.to_vec())
            .execute(&mut *conn)
            .await?;
    }
    set_mark(conn, HEAD, chaining.head).await?;
    webhooks::queue(conn, chaining.deliveries).await?;
    Ok(true)
}

pub async fn after(conn: &mut Conn, position: i64, limit: u32) -> Result<Vec<ChainedEvent>> {
    let rows = sqlx::query(AFTER)
        .bind(position)
        .bind(i64::from(limit))
        .try_map(|row: Row| {
            Ok(ChainedEvent {
                position: row.try_get("position")?,
                hash: rows::bytes(&row, "hash")?,
                event: events::event(&row)?,
            })
        })
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

pub async fn cut(conn: &mut Conn, start: AuditMark) -> Result<()> {
    lock(conn, Lock::Audit).await?;
    sqlx::query(CUT)
        .bind(start.position)
        .execute(&mut *conn)
        .await?;
    set_mark(conn, START, start).await
}
