// What the tables of things on their way out have in common: what is due, who takes it, how it went.
// Mounted by `mod.rs`.

use super::backend::{Conn, Database, Row};
use crate::clock::Timestamp;
use crate::model::DeliveryState;
use crate::store::{Attempted, Result};
use sqlx::{Encode, Type};

/// The rows that `statement` selects with a moment and a limit.
pub async fn due<T: Send + Unpin>(
    conn: &mut Conn,
    statement: &'static str,
    read: fn(&Row) -> sqlx::Result<T>,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<T>> {
    let rows = sqlx::query(statement)
        .bind(now)
        .bind(i64::from(limit))
        .try_map(|row| read(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

/// Takes the attempt after `attempts` others; without a `next` one it is the last.
pub async fn claim<I>(
    conn: &mut Conn,
    statement: &'static str,
    id: I,
    attempts: i64,
    next: Option<Timestamp>,
) -> Result<bool>
where
    I: for<'q> Encode<'q, Database> + Type<Database> + Send,
{
    let state = match next {
        Some(_) => DeliveryState::Waiting,
        None => DeliveryState::Failed,
    };
    let claimed = sqlx::query(statement)
        .bind(id)
        .bind(attempts)
        .bind(next.unwrap_or_default())
        .bind(state)
        .execute(conn)
        .await?;
    Ok(claimed.rows_affected() > 0)
}

/// Writes down how an attempt over HTTP ended.
pub async fn note<I>(
    conn: &mut Conn,
    statement: &'static str,
    id: I,
    attempted: Attempted,
) -> Result<()>
where
    I: for<'q> Encode<'q, Database> + Type<Database> + Send,
{
    sqlx::query(statement)
        .bind(id)
        .bind(attempted.delivered)
        .bind(attempted.status.map(i64::from))
        .bind(attempted.error)
        .bind(attempted.at)
        .execute(conn)
        .await?;
    Ok(())
}
