// Counters of failed attempts. Mounted by `mod.rs`.

use super::backend::{Conn, Sql};
use crate::clock::Timestamp;
use crate::store::{AttemptCount, Attempts, Result};
use async_trait::async_trait;
use std::time::Duration;

/// About so many counters are kept: strangers cannot fill the disk.
pub const CAP: i64 = 100_000;

/// One of so many new counters looks whether there are too many, for counting them takes time.
const LOOKS: u8 = 64;

/// How many rows go when there are.
const EVICTED: i64 = 1024;

statements! {
    COUNT = "
        INSERT INTO attempts (key, failures, last_at, previous_at) VALUES ($1, 1, $2, 0)
        ON CONFLICT (key) DO UPDATE SET
            failures = CASE WHEN attempts.last_at >= $3 THEN attempts.failures + 1 ELSE 1 END,
            previous_at = CASE WHEN attempts.last_at >= $3 THEN attempts.last_at ELSE 0 END,
            last_at = excluded.last_at
        RETURNING failures - 1, previous_at";
    LOOK = "SELECT failures, last_at FROM attempts WHERE key = $1 AND last_at >= $2";
    TAKE_BACK = "UPDATE attempts SET failures = failures - 1 WHERE key = $1 AND failures > 0";
    CLEAR = "DELETE FROM attempts WHERE key = $1";
    KEPT = "SELECT COUNT(*) FROM attempts";
    EVICT = concat!(
        "DELETE FROM attempts WHERE key IN (
            SELECT key FROM attempts WHERE key <> $1 ORDER BY last_at LIMIT $2", skip_locked!(), "
         )",
    );
}

#[async_trait]
impl Attempts for Sql {
    async fn count_attempt(
        &self,
        key: [u8; 32],
        now: Timestamp,
        window: Duration,
    ) -> Result<AttemptCount> {
        self.write_singly(move |conn| Box::pin(count(conn, key, now, now.minus(window))))
            .await
    }

    async fn attempts(
        &self,
        key: [u8; 32],
        now: Timestamp,
        window: Duration,
    ) -> Result<AttemptCount> {
        self.read(move |conn| Box::pin(look(conn, key, now.minus(window))))
            .await
    }

    async fn take_attempt_back(&self, key: [u8; 32]) -> Result<()> {
        self.write_singly(move |conn| Box::pin(take_back(conn, key)))
            .await
    }

    async fn clear_attempts(&self, keys: Vec<[u8; 32]>) -> Result<()> {
        self.write(move |conn| Box::pin(async move { clear(conn, &keys).await }))
            .await
    }
}

fn as_count((failures, last_at): (i64, Timestamp)) -> AttemptCount {
    AttemptCount { failures, last_at }
}

async fn look(conn: &mut Conn, key: [u8; 32], since: Timestamp) -> Result<AttemptCount> {
    let row: Option<(i64, Timestamp)> = sqlx::query_as(LOOK)
        .bind(key.as_slice())
        .bind(since)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(as_count).unwrap_or_default())
}

async fn count(
    conn: &mut Conn,
    key: [u8; 32],
    now: Timestamp,
    since: Timestamp,
) -> Result<AttemptCount> {
    let before = sqlx::query_as(COUNT)
        .bind(key.as_slice())
        .bind(now)
        .bind(since)
        .fetch_one(&mut *conn)
        .await
        .map(as_count)?;
    // Nobody can choose the first byte of a keyed hash.
    if before.failures == 0 && key[0].is_multiple_of(LOOKS) {
        evict(conn, key).await?;
    }
    Ok(before)
}

async fn take_back(conn: &mut Conn, key: [u8; 32]) -> Result<()> {
    sqlx::query(TAKE_BACK)
        .bind(key.as_slice())
        .execute(conn)
        .await?;
    Ok(())
}

/// Makes room for the counter of `key`, which may be new.
async fn evict(conn: &mut Conn, key: [u8; 32]) -> Result<()> {
    let kept: i64 = sqlx::query_scalar(KEPT).fetch_one(&mut *conn).await?;
    if kept > CAP {
        sqlx::query(EVICT)
            .bind(key.as_slice())
            .bind(EVICTED)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Forgets the counters, as a part of another operation.
pub async fn clear(conn: &mut Conn, keys: &[[u8; 32]]) -> Result<()> {
    for key in keys {
        sqlx::query(CLEAR)
            .bind(key.to_vec())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}
