//! Moves a deployment from one kind of database to the other, in steps that can be taken up again.
//!
//! The target itself says how far it has come: its rows are those of the source up to the last
//! one, and a table of its own says that it is not whole yet and where it comes from. Every batch
//! is one statement. A table that came out different, because the source has changed between two
//! runs, is copied anew.

use super::copy::{self, Counted};
use super::place::{Conn, folder, reach};
use super::plan::Plan;
use super::schema::{self, Table};
use super::side::Side;
use super::{Place, PortableError, Result, version};
use data_encoding::HEXLOWER;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

/// The table that says that a move was begun and not finished.
pub const TABLE: &str = "_signet_move";

/// What is said of a database with that table.
pub const UNFINISHED: &str = "a move into this database was begun and not finished: run the same \
                              `signet move` again, which goes on where it stopped, or empty it";

const MAKE: &str = "CREATE TABLE _signet_move (source TEXT NOT NULL PRIMARY KEY)";
const NOTE: &str = "INSERT INTO _signet_move (source) VALUES ($1)";
const SOURCE: &str = "SELECT source FROM _signet_move";
const DEPLOYMENT: &str = "SELECT value FROM meta WHERE name = 'deployment_id'";

/// Copies the deployment at `source` to `target`, which is empty or holds what an earlier run of
/// the same move has left. `told` hears of each table that is whole. The source stays as it is.
pub async fn carry(
    source: &Place,
    target: &Place,
    told: &mut dyn FnMut(&Counted),
) -> Result<Vec<Counted>> {
    if matches!(source, Place::Sqlite(_)) == matches!(target, Place::Sqlite(_)) {
        return Err(PortableError::SameKind);
    }
    let source_name = source.to_string();
    if matches!(source, Place::Sqlite(path) if !path.exists()) {
        return Err(PortableError::Nothing(source_name));
    }
    let _source_guard = source.alone().await?;
    let mut from = source.look().await?;
    let plan = Plan::of(&mut from.side(), &source_name).await?;
    let mut plan = plan.ok_or(PortableError::Nothing(source_name))?;
    let _target_guard = target.alone().await?;
    let mut to = open(target).await?;
    let origin = origin(&mut from.side(), &plan).await?;
    prepare(&mut to, &target.to_string(), &plan, &origin).await?;
    if let Conn::Postgres(conn) = &mut to {
        schema::learn_kinds(&mut plan.tables, conn).await?;
    }
    let mut counted = Vec::with_capacity(plan.tables.len());
    for table in &plan.tables {
        let whole = bring(&mut from.side(), &mut to.side(), table).await?;
        told(&whole);
        counted.push(whole);
    }
    to.side().execute(format!("DROP TABLE {TABLE}")).await?;
    to.close().await?;
    let _ = from.close().await;
    Ok(counted)
}

/// Copies what is missing of a table; all of it, if what was there came out different.
async fn bring(from: &mut Side<'_>, to: &mut Side<'_>, table: &Table) -> Result<Counted> {
    copy::table(from, to, table).await?;
    let mut rows = copy::same(from, to, table).await?;
    if rows.is_none() {
        to.clear(table).await?;
        copy::table(from, to, table).await?;
        rows = copy::same(from, to, table).await?;
    }
    let rows = rows.ok_or_else(|| PortableError::Differs(table.name.clone()))?;
    Ok(Counted {
        table: table.name.clone(),
        rows,
    })
}

/// Tells a deployment and its version from others.
async fn origin(side: &mut Side<'_>, plan: &Plan) -> Result<String> {
    let id: Option<Vec<u8>> = match side {
        Side::Sqlite(conn) => {
            sqlx::query_scalar(DEPLOYMENT)
                .fetch_optional(&mut **conn)
                .await?
        }
        Side::Postgres(conn) => {
            sqlx::query_scalar(DEPLOYMENT)
                .fetch_optional(&mut **conn)
                .await?
        }
    };
    let id = HEXLOWER.encode(&id.unwrap_or_default());
    Ok(format!("{id}/{}", plan.version))
}

async fn open(target: &Place) -> Result<Conn> {
    match target {
        Place::Postgres(address) => Ok(Conn::Postgres(reach(address).await?)),
        Place::Sqlite(path) => {
            make_private(path)?;
            let options = SqliteConnectOptions::new()
                .filename(path)
                .create_if_missing(false)
                .busy_timeout(Duration::from_secs(5))
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .disable_statement_logging();
            Ok(Conn::Sqlite(options.connect().await?))
        }
    }
}

fn make_private(path: &Path) -> Result<()> {
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match made {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(PortableError::io(path)(error)),
        Ok(_) => {
            let folder = folder(path);
            let synced = File::open(folder).and_then(|folder| folder.sync_all());
            synced.map_err(PortableError::io(folder))
        }
    }
}

/// Makes empty tables in an empty target; finds out whether another one may be gone on with.
async fn prepare(to: &mut Conn, name: &str, plan: &Plan, origin: &str) -> Result<()> {
    let mut side = to.side();
    if version::of(&mut side, name).await?.is_some() && side.has_table(TABLE).await? {
        return go_on(&mut side, name, origin).await;
    }
    if Plan::of(&mut side, name).await?.is_some() {
        return Err(PortableError::Occupied(name.to_owned()));
    }
    match to {
        Conn::Sqlite(conn) => {
            let mut transaction = conn.begin_with("BEGIN IMMEDIATE").await?;
            begin(&mut Side::Sqlite(&mut transaction), plan, origin).await?;
            transaction.commit().await?;
        }
        Conn::Postgres(conn) => {
            let mut transaction = conn.begin().await?;
            begin(&mut Side::Postgres(&mut transaction), plan, origin).await?;
            transaction.commit().await?;
        }
    }
    Ok(())
}

async fn begin(side: &mut Side<'_>, plan: &Plan, origin: &str) -> Result<()> {
    side.lay_out(plan.version, &plan.tables).await?;
    side.execute(MAKE.to_owned()).await?;
    match side {
        Side::Sqlite(conn) => {
            sqlx::query(NOTE).bind(origin).execute(&mut **conn).await?;
        }
        Side::Postgres(conn) => {
            sqlx::query(NOTE).bind(origin).execute(&mut **conn).await?;
        }
    }
    Ok(())
}

async fn go_on(side: &mut Side<'_>, name: &str, origin: &str) -> Result<()> {
    let begun: String = match side {
        Side::Sqlite(conn) => sqlx::query_scalar(SOURCE).fetch_one(&mut **conn).await?,
        Side::Postgres(conn) => sqlx::query_scalar(SOURCE).fetch_one(&mut **conn).await?,
    };
    if begun != origin {
        return Err(PortableError::OtherMove(name.to_owned()));
    }
    Ok(())
}
