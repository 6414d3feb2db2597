//! Brings a file up to date, and keeps a copy of what it was.

use super::Conn;
use crate::store::sql::portable::{Side, moving};
use crate::store::{Result, StoreError};
use sqlx::Connection;
use sqlx::migrate::{Migrate, MigrateError, Migrator};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub static MIGRATOR: Migrator = sqlx::migrate!("migrations/sqlite");

/// Where sqlx notes what has been done.
const APPLIED: &str = "_sqlx_migrations";

/// Creates an empty file that only its owner may read, unless there is a file.
pub fn create_private(path: &Path) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(failure(error)),
        _ => Ok(()),
    }
}

/// Carries out what is new since the file was last opened, all of it or nothing.
pub async fn run(conn: &mut Conn, path: &Path) -> Result<()> {
    run_those_of(&MIGRATOR, conn, path).await
}

pub(super) async fn run_those_of(migrator: &Migrator, conn: &mut Conn, path: &Path) -> Result<()> {
    refuse_unfinished(conn).await?;
    if let Some(version) = first_pending(migrator, conn).await? {
        snapshot(conn, path, version).await?;
    }
    // The outer transaction is the lock: of two processes that start at once, the second waits
    // and finds nothing left to do.
    let mut transaction = conn.begin_with("BEGIN IMMEDIATE").await?;
    migrator
        .run_direct(None, &mut *transaction, false)
        .await
        .map_err(failure)?;
    transaction.commit().await?;
    Ok(())
}

/// Half of a deployment must not be served.
async fn refuse_unfinished(conn: &mut Conn) -> Result<()> {
    let is_unfinished = Side::Sqlite(conn).has_table(moving::TABLE).await;
    match is_unfinished {
        Ok(false) => Ok(()),
        Ok(true) => Err(StoreError::Unfinished),
        Err(error) => Err(failure(error)),
    }
}

/// The first migration that a file in use lacks; none for a new file.
async fn first_pending(migrator: &Migrator, conn: &mut Conn) -> Result<Option<i64>> {
    let is_new = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)";
    if sqlx::query_scalar(is_new).fetch_one(&mut *conn).await? {
        return Ok(None);
    }
    let applied = conn.list_applied_migrations(APPLIED).await;
    let applied = applied.map_err(failure::<MigrateError>)?;
    let mut versions = migrator.iter().map(|migration| migration.version);
    Ok(versions.find(|version| !applied.iter().any(|done| done.version == *version)))
}

/// Copies the database to `NAME.before-VERSION.bak`, replacing a copy of an earlier attempt only
/// when the new one is whole.
async fn snapshot(conn: &mut Conn, path: &Path, version: i64) -> Result<()> {
    let target = beside(path, &format!(".before-{version}.bak"));
    let unfinished = beside(path, &format!(".before-{version}.{}", std::process::id()));
    // One left by a crash would be taken for data.
    let _ = fs::remove_file(&unfinished);
    create_private(&unfinished)?;
    sqlx::query("VACUUM INTO $1")
        .bind(unfinished.to_string_lossy())
        .execute(conn)
        .await?;
    let written = File::open(&unfinished).map_err(failure)?;
    written.sync_all().map_err(failure)?;
    fs::rename(&unfinished, &target).map_err(failure)
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

fn failure<E: std::error::Error + Send + Sync + 'static>(error: E) -> StoreError {
    StoreError::Database(Box::new(error))
}
