// What keeps the store itself in order. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, Sql, try_lock};
use super::{changes, rows};
use crate::clock::Timestamp;
use crate::metrics::{Connections, StoreMeters};
use crate::store::{ANSWERS_KEPT, Changes, Housekeeping, Result, Revisions, Swept};
use async_trait::async_trait;
use std::time::Duration;

/// Name of the counter of changes to signing keys.
pub const KEYS: &str = "keys";

/// Name of the counter of changes to clients.
pub const CLIENTS: &str = "clients";

/// Seconds of a day, as the index of families counts them.
const DAY: i64 = 86_400;

/// How long sessions and attempts stay after their end.
const KEPT: Duration = Duration::from_hours(24);

/// How much longer than it would be good for it is known what was used or revoked: so far the clock may
/// be set back (security O6).
const SET_BACK: Duration = Duration::from_mins(10);

/// How long it can be seen what apps were told of ended sessions, and which letters were sent.
const DELIVERIES_KEPT: Duration = Duration::from_hours(7 * 24);

/// How long it is known what happened when.
const FIGURES_KEPT: Duration = Duration::from_hours(7 * 24);

/// How long after they last came it is known who fetched the published keys.
const KEY_READERS_KEPT: Duration = Duration::from_hours(30 * 24);

/// Deletes what is older than a moment, by the index on `$age`, and leaves what others hold.
#[rustfmt::skip]
macro_rules! sweep {
    ($table:literal, $key:literal, $age:literal) => {
        concat!(
            "DELETE FROM ", $table, " WHERE ", $key, " IN (
                SELECT ", $key, " FROM ", $table, " WHERE ", $age, " <= $1
                ORDER BY ", $age, " LIMIT $2", skip_locked!(), "
             )",
        )
    };
}

/// The same at the left edge of the table alone, where the oldest identifiers are: that needs no index
/// on `$age`.
#[rustfmt::skip]
macro_rules! sweep_edge {
    ($table:literal, $age:literal) => {
        concat!(
            "DELETE FROM ", $table, " WHERE id IN (
                SELECT id FROM (SELECT id, ", $age, " FROM ", $table, " ORDER BY id LIMIT $2) AS edge
                WHERE ", $age, " <= $1
             )",
        )
    };
}

statements! {
    MAKE_DEPLOYMENT_ID = "
        INSERT INTO meta (name, value) VALUES ('deployment_id', $1)
        ON CONFLICT (name) DO NOTHING";
    DEPLOYMENT_ID = "SELECT value FROM meta WHERE name = 'deployment_id'";
    REVISIONS = "SELECT name, value FROM revisions";
    RAISE = "UPDATE revisions SET value = value + 1 WHERE name = $1";
    RAISE_FROM = "UPDATE revisions SET value = value + 1 WHERE name = $1 AND value = $2";
    // Whole days alone, as the index has them: finer, every sign-on would touch a page of its own.
    SWEEP_GRANTS = concat!(
        "DELETE FROM grants WHERE id IN (
            SELECT id FROM grants WHERE expires_at / 86400 < $1
            ORDER BY expires_at / 86400 LIMIT $2", skip_locked!(), "
         )",
    );
    SWEEP_SESSIONS = sweep!("sessions", "id", "COALESCE(ended_at, expires_at)");
    SWEEP_ATTEMPTS = sweep!("attempts", "key", "last_at");
    // Access tokens live about equally long: the oldest ids expire first.
    SWEEP_TOKENS = sweep_edge!("revoked_tokens", "expires_at");
    SWEEP_SPENT = sweep!("spent", "key", "expires_at");
    SWEEP_DEVICES = sweep!("device_grants", "id", "expires_at");
    SWEEP_LOGOUTS = sweep_edge!("logout_deliveries", "created_at");
    // What still waits is younger than that.
    SWEEP_MAILS = sweep_edge!("mails", "created_at");
    SWEEP_WEBHOOK_DELIVERIES = sweep_edge!("webhook_deliveries", "created_at");
    SWEEP_ANSWERS = sweep!("answers", "key", "kept_at");
    SWEEP_LINKS = sweep!("links", "hash", "expires_at");
    SWEEP_CHANGES = "
        DELETE FROM changes WHERE id IN (
            SELECT id FROM changes WHERE id <= (SELECT MAX(id) FROM changes) - $1
            ORDER BY id LIMIT $2
        )";
    SWEEP_FIGURES = "
        DELETE FROM figures WHERE began_at IN (
            SELECT began_at FROM figures WHERE began_at <= $1 ORDER BY began_at LIMIT $2
        )";
    SWEEP_KEY_READERS = "
        DELETE FROM key_readers WHERE last_seen_at <= $1 AND address IN (
            SELECT address FROM key_readers WHERE last_seen_at <= $1
            ORDER BY last_seen_at LIMIT $2
        )";
    PING = "SELECT 1";
}

#[async_trait]
impl Housekeeping for Sql {
    async fn deployment_id(&self) -> Result<[u8; 16]> {
        self.read(|conn| Box::pin(deployment_id(conn))).await
    }

    async fn revisions(&self) -> Result<Revisions> {
        self.read(|conn| Box::pin(revisions(conn))).await
    }

    async fn changes(&self, since: Option<i64>) -> Result<Changes> {
        self.read(move |conn| Box::pin(changes::since(conn, since)))
            .await
    }

    async fn sweep(&self, now: Timestamp, limit: u32) -> Result<Swept> {
        self.write(move |conn| Box::pin(sweep(conn, now, limit)))
            .await
    }

    async fn ping(&self) -> Result<()> {
        self.read(|conn| Box::pin(ping(conn))).await
    }

    fn meters(&self) -> &StoreMeters {
        &self.meters
    }

    fn connections(&self) -> Connections {
        self.open_connections()
    }

    async fn close(&self) {
        self.shut().await;
    }
}

async fn deployment_id(conn: &mut Conn) -> Result<[u8; 16]> {
    let id = sqlx::query(DEPLOYMENT_ID)
        .try_map(|row| rows::bytes(&row, "value"))
        .fetch_one(conn)
        .await?;
    Ok(id)
}

async fn revisions(conn: &mut Conn) -> Result<Revisions> {
    let rows: Vec<(String, i64)> = sqlx::query_as(REVISIONS).fetch_all(conn).await?;
    let mut revisions = Revisions::default();
    for (name, value) in rows {
        match name.as_str() {
            KEYS => revisions.keys = value,
            CLIENTS => revisions.clients = value,
            _ => {}
        }
    }
    Ok(revisions)
}

async fn ping(conn: &mut Conn) -> Result<()> {
    sqlx::query(PING).execute(conn).await?;
    Ok(())
}

/// One node at a time; the others find nothing to do.
async fn sweep(conn: &mut Conn, now: Timestamp, limit: u32) -> Result<Swept> {
    if !try_lock(conn, Lock::Sweep).await? {
        return Ok(Swept::default());
    }
    let kept_since = now.minus(KEPT);
    let kinds = [
        (SWEEP_GRANTS, now.0.div_euclid(DAY)),
        (SWEEP_SESSIONS, kept_since.0),
        (SWEEP_ATTEMPTS, kept_since.0),
        (SWEEP_TOKENS, now.minus(SET_BACK).0),
        (SWEEP_SPENT, now.minus(SET_BACK).0),
        (SWEEP_DEVICES, now.0),
        (SWEEP_LOGOUTS, now.minus(DELIVERIES_KEPT).0),
        (SWEEP_MAILS, now.minus(DELIVERIES_KEPT).0),
        (SWEEP_WEBHOOK_DELIVERIES, now.minus(DELIVERIES_KEPT).0),
        (SWEEP_ANSWERS, now.minus(ANSWERS_KEPT).0),
        (SWEEP_LINKS, kept_since.0),
        (SWEEP_FIGURES, now.minus(FIGURES_KEPT).0),
        (SWEEP_KEY_READERS, now.minus(KEY_READERS_KEPT).0),
        (SWEEP_CHANGES, changes::KEPT),
    ];
    let mut swept = Swept::default();
    for (statement, before) in kinds {
        let deleted = sqlx::query(statement)
            .bind(before)
            .bind(i64::from(limit))
            .execute(&mut *conn)
            .await?;
        swept.rows += deleted.rows_affected();
        swept.more |= deleted.rows_affected() >= u64::from(limit);
    }
    Ok(swept)
}

/// Makes `id` the identifier of the deployment unless it has one.
pub async fn make_deployment_id(conn: &mut Conn, id: [u8; 16]) -> Result<()> {
    sqlx::query(MAKE_DEPLOYMENT_ID)
        .bind(id.as_slice())
        .execute(conn)
        .await?;
    Ok(())
}

/// Raises a counter, as a part of the change that it counts.
pub async fn raise_revision(conn: &mut Conn, name: &'static str) -> Result<()> {
    sqlx::query(RAISE).bind(name).execute(conn).await?;
    Ok(())
}

/// Raises a counter if it stands at `revision`, and tells whether it did.
pub async fn raise_revision_from(
    conn: &mut Conn,
    name: &'static str,
    revision: i64,
) -> Result<bool> {
    let raised = sqlx::query(RAISE_FROM)
        .bind(name)
        .bind(revision)
        .execute(conn)
        .await?;
    Ok(raised.rows_affected() > 0)
}
