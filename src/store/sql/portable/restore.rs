//! Puts a backup in the place of what is there, whole or not at all.

use super::backup::{build, write_from};
use super::copy::{self, Counted};
use super::file::{Backup, Draft, beside};
use super::place::{self, folder, reach};
use super::plan::Plan;
use super::schema::{self, quoted};
use super::side::Side;
use super::{Place, PortableError, Result, moving, revisions, version};
use crate::store::sql::locks::Lock;
use crate::store::sql::{Address, PresenceError};
use sqlx::error::DatabaseError;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What belongs to a SQLite file beside it.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// How a backup is to be restored.
pub struct Order<'a> {
    /// Where to.
    pub place: &'a Place,
    /// Where a deployment that is there already is written to before; none to refuse one.
    pub save_as: Option<&'a Path>,
    /// Whether the tables are then brought up to date.
    pub onward: bool,
}

/// What was restored.
#[derive(Debug)]
pub struct Restored {
    /// What the backup held.
    pub tables: Vec<Counted>,
    /// Where the deployment that was there before is now.
    pub saved: Option<PathBuf>,
}

/// Puts `backup` in place.
pub async fn restore(mut backup: Backup, order: &Order<'_>) -> Result<Restored> {
    let place = order.place;
    let guard = place.alone().await?;
    let saved = set_aside(place, order.save_as).await?;
    let tables = match place {
        Place::Sqlite(path) => into_file(&mut backup, path, order.onward).await?,
        Place::Postgres(address) => into_database(&mut backup, address, order.onward).await?,
    };
    drop(guard);
    Ok(Restored { tables, saved })
}

/// Writes what is at `place` to `save_as`. An unfinished move has nothing that is whole.
async fn set_aside(target: &Place, save_as: Option<&Path>) -> Result<Option<PathBuf>> {
    let Some(mut conn) = target.look_if_any().await? else {
        return Ok(None);
    };
    let name = target.to_string();
    let mut side = conn.side();
    side.freeze().await?;
    let saved = match (Plan::of(&mut side, &name).await, save_as) {
        (Ok(None), _) | (Err(PortableError::Unfinished(_)), Some(_)) => Ok(None),
        (Ok(Some(_)), None) => Err(PortableError::NotEmpty(name)),
        (Ok(Some(_)), Some(file)) => {
            place::make(folder(file))?;
            let written = write_from(&mut side, &name, file, false).await;
            written.map(|_| Some(file.to_owned()))
        }
        (Err(error), _) => Err(error),
    };
    let _ = conn.close().await;
    saved
}

/// Builds the new file aside and gives it the name of the old one.
async fn into_file(backup: &mut Backup, path: &Path, onward: bool) -> Result<Vec<Counted>> {
    Draft::sweep(path)?;
    let draft = Draft::beside(path)?;
    let mut from = Side::Sqlite(&mut backup.conn);
    let tables = build(&mut from, &backup.plan, &draft).await?;
    let before = settle(path).await?;
    let mut conn = draft.open().await?;
    let finished = finish_file(&mut conn, onward, &before).await;
    conn.close().await?;
    finished?;
    draft.put(path, true)?;
    Ok(tables)
}

async fn finish_file(
    conn: &mut sqlx::SqliteConnection,
    onward: bool,
    before: &[(String, i64)],
) -> Result<()> {
    let mut transaction = conn.begin_with("BEGIN IMMEDIATE").await?;
    finish(&mut Side::Sqlite(&mut transaction), onward, before).await?;
    Ok(transaction.commit().await?)
}

async fn finish(side: &mut Side<'_>, onward: bool, before: &[(String, i64)]) -> Result<()> {
    if onward {
        side.migrate(None).await?;
    }
    revisions::raise(side, before).await
}

/// Brings all of the old file into the file itself, for a log left beside it would be taken for
/// the new one's. Fails while others have it open. Tells its counters of changes.
async fn settle(path: &Path) -> Result<Vec<(String, i64)>> {
    if !path.exists() {
        let mut left = COMPANIONS.map(|suffix| beside(path, suffix)).into_iter();
        let left = left.find(|companion| companion.exists());
        return left.map_or_else(|| Ok(Vec::new()), |left| Err(PortableError::Orphan(left)));
    }
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(Duration::from_secs(5))
        .disable_statement_logging();
    let mut conn = options.connect().await?;
    let before = revisions::of(&mut Side::Sqlite(&mut conn)).await?;
    let settled = sqlx::query("PRAGMA journal_mode = DELETE")
        .execute(&mut conn)
        .await;
    conn.close().await?;
    match settled {
        Err(error) if is_busy(&error) => {
            Err(PresenceError::InUse(path.display().to_string()).into())
        }
        Err(error) => Err(error.into()),
        Ok(_) => Ok(before),
    }
}

/// `SQLITE_BUSY`, whatever more is said in the upper bytes.
fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    let code = code.and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| code & 0xff == 5)
}

/// Replaces the tables in one transaction.
async fn into_database(
    backup: &mut Backup,
    address: &Address,
    onward: bool,
) -> Result<Vec<Counted>> {
    let mut conn = reach(address).await?;
    let mut transaction = conn.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(Lock::Migration.key())
        .execute(&mut *transaction)
        .await?;
    let tables = replace(backup, &mut transaction, onward).await?;
    transaction.commit().await?;
    let _ = conn.close().await;
    Ok(tables)
}

async fn replace(
    backup: &mut Backup,
    conn: &mut PgConnection,
    onward: bool,
) -> Result<Vec<Counted>> {
    let mut to = Side::Postgres(conn);
    let before = revisions::of(&mut to).await?;
    drop_all(&mut to).await?;
    let mut tables = backup.plan.tables.clone();
    to.lay_out(backup.plan.version, &tables).await?;
    if let Side::Postgres(conn) = &mut to {
        schema::learn_kinds(&mut tables, conn).await?;
    }
    let mut from = Side::Sqlite(&mut backup.conn);
    copy::all(&mut from, &mut to, &tables).await?;
    let counted = copy::compare(&mut from, &mut to, &tables).await?;
    finish(&mut to, onward, &before).await?;
    Ok(counted)
}

/// Drops the tables of Signet, and no others.
async fn drop_all(side: &mut Side<'_>) -> Result<()> {
    let Some(version) = version::of(side, "the database").await? else {
        return Ok(());
    };
    let tables = schema::at(version).await?;
    let names = tables.iter().rev().map(|table| table.name.as_str());
    for name in names.chain([schema::UNCOPIED, version::APPLIED, moving::TABLE]) {
        side.execute(format!("DROP TABLE IF EXISTS {}", quoted(name)))
            .await?;
    }
    Ok(())
}
