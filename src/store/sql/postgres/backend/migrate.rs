//! Brings the tables up to date, and keeps a copy of what they were.

use super::pool::Pool;
use super::{Conn, failure, lock};
use crate::store::sql::locks::Lock;
use crate::store::sql::portable::{Side, backup, last, moving};
use crate::store::sql::postgres::housekeeping;
use crate::store::{Result, StoreError};
use sqlx::Connection;
use sqlx::migrate::{Migrate, Migrator};
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// The lock is ours, and for the transaction, so that nothing is left of it when a node dies.
pub static MIGRATOR: Migrator = Migrator {
    locking: false,
    ..sqlx::migrate!("migrations/postgres")
};

/// Where sqlx notes what has been done.
const APPLIED: &str = "_sqlx_migrations";

/// Carries out what is new since the database was last opened, all of it or nothing. Of nodes
/// that start at once, the first does it.
pub async fn run(pool: &Pool, copies: &Path, new_id: [u8; 16]) -> Result<()> {
    run_those_of(&MIGRATOR, pool, copies, new_id).await
}

pub(super) async fn run_those_of(
    migrator: &Migrator,
    pool: &Pool,
    copies: &Path,
    new_id: [u8; 16],
) -> Result<()> {
    let mut conn = unhurried(pool).await?;
    warn_of_lost_writes(&mut conn).await?;
    let mut transaction = conn.begin().await?;
    lock(&mut transaction, Lock::Migration).await?;
    refuse_unfinished(&mut transaction).await?;
    if let Some(version) = first_pending(migrator, &mut transaction).await? {
        snapshot(pool, copies, version).await?;
    }
    let migrated = migrator.run_direct(None, &mut *transaction, false).await;
    migrated.map_err(failure)?;
    housekeeping::make_deployment_id(&mut transaction, new_id).await?;
    transaction.commit().await?;
    let _ = conn.close().await;
    Ok(())
}

/// A connection for what others may be at, and what may take as long as it takes.
async fn unhurried(pool: &Pool) -> Result<Conn> {
    let mut conn = pool.connect().await?;
    for setting in [
        "SET statement_timeout = 0",
        "SET lock_timeout = 0",
        "SET idle_in_transaction_session_timeout = 0",
    ] {
        sqlx::query(setting).execute(&mut conn).await?;
    }
    Ok(conn)
}

/// Half of a deployment must not be served.
async fn refuse_unfinished(conn: &mut Conn) -> Result<()> {
    match Side::Postgres(conn).has_table(moving::TABLE).await {
        Ok(false) => Ok(()),
        Ok(true) => Err(StoreError::Unfinished),
        Err(error) => Err(failure(error)),
    }
}

/// The first migration that a database in use lacks; none for an empty one.
async fn first_pending(migrator: &Migrator, conn: &mut Conn) -> Result<Option<i64>> {
    let is_in_use = Side::Postgres(conn).has_table(APPLIED).await;
    if !is_in_use.map_err(failure)? {
        return Ok(None);
    }
    let applied = conn.list_applied_migrations(APPLIED).await;
    let applied = applied.map_err(failure)?;
    let mut versions = migrator.iter().map(|migration| migration.version);
    Ok(versions.find(|version| !applied.iter().any(|done| done.version == *version)))
}

/// Copies the database to `postgres.before-VERSION.bak`, replacing a copy of an earlier attempt
/// only when the new one is whole.
async fn snapshot(pool: &Pool, copies: &Path, version: i64) -> Result<()> {
    let file = last::of_postgres(copies, version);
    let made = DirBuilder::new().recursive(true).mode(0o700).create(copies);
    made.map_err(failure)?;
    let mut conn = unhurried(pool).await?;
    let mut from = Side::Postgres(&mut conn);
    from.freeze().await.map_err(failure)?;
    let written = backup::write_from(&mut from, "the database", &file, true).await;
    let told = |error| {
        let context = format!("cannot copy it to {} before migrating", file.display());
        failure(format!("{context}: {error}"))
    };
    written.map_err(told)?;
    let _ = conn.close().await;
    Ok(())
}

/// What the server does on a commit is the operator's choice; that it loses answered sign-ins
/// should be a known one.
async fn warn_of_lost_writes(conn: &mut Conn) -> Result<()> {
    for setting in ["fsync", "synchronous_commit"] {
        let value: String = sqlx::query_scalar("SELECT current_setting($1)")
            .bind(setting)
            .fetch_one(&mut *conn)
            .await?;
        if value == "off" {
            tracing::warn!(
                "PostgreSQL runs with {setting} = off: a crash may lose what was answered"
            );
        }
    }
    Ok(())
}
