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
    SWEEP_SESSIONS = concat!(
        "DELETE FROM sessions WHERE id IN (
            SELECT id FROM sessions WHERE COALESCE(ended_at, expires_at) <= $1
            ORDER BY COALESCE(ended_at, expires_at) LIMIT $2", skip_locked!(), "
         )",
    );
    SWEEP_ATTEMPTS = concat!(
        "DELETE FROM attempts WHERE key IN (
            SELECT key FROM attempts WHERE last_at <= $1
            ORDER BY last_at LIMIT $2", skip_locked!(), "
         )",
    );
    // Access tokens live about equally long: the oldest ids expire first, and looking
    // at the left edge alone needs no index on the expiry.
    SWEEP_TOKENS = "
        DELETE FROM revoked_tokens WHERE id IN (
            SELECT id FROM (SELECT id, expires_at FROM revoked_tokens ORDER BY id LIMIT $2) AS edge
            WHERE expires_at <= $1
        )";
    SWEEP_SPENT = concat!(
        "DELETE FROM spent WHERE key IN (
            SELECT key FROM spent WHERE expires_at <= $1
            ORDER BY expires_at LIMIT $2", skip_locked!(), "
         )",
    );
    SWEEP_DEVICES = concat!(
        "DELETE FROM device_grants WHERE id IN (
            SELECT id FROM device_grants WHERE expires_at <= $1
            ORDER BY expires_at LIMIT $2", skip_locked!(), "
         )",
    );
    // The left edge alone, as with tokens.
    SWEEP_LOGOUTS = "
        DELETE FROM logout_deliveries WHERE id IN (
            SELECT id FROM (
                SELECT id, created_at FROM logout_deliveries ORDER BY id LIMIT $2
            ) AS edge
            WHERE created_at <= $1
        )";
    // The left edge alone, as with tokens. What still waits is younger than that.
    SWEEP_MAILS = "
        DELETE FROM mails WHERE id IN (
            SELECT id FROM (SELECT id, created_at FROM mails ORDER BY id LIMIT $2) AS edge
            WHERE created_at <= $1
        )";
    // The left edge alone, as with tokens.
    SWEEP_WEBHOOK_DELIVERIES = "
        DELETE FROM webhook_deliveries WHERE id IN (
            SELECT id FROM (
                SELECT id, created_at FROM webhook_deliveries ORDER BY id LIMIT $2
            ) AS edge
            WHERE created_at <= $1
        )";
    SWEEP_ANSWERS = concat!(
        "DELETE FROM answers WHERE key IN (
            SELECT key FROM answers WHERE kept_at <= $1
            ORDER BY kept_at LIMIT $2", skip_locked!(), "
         )",
    );
    SWEEP_LINKS = concat!(
        "DELETE FROM links WHERE hash IN (
            SELECT hash FROM links WHERE expires_at <= $1
            ORDER BY expires_at LIMIT $2", skip_locked!(), "
         )",
    );
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
