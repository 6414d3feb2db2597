//! What is SQLite's own: its types, how it is opened, and how writes become durable.
//!
//! Writes go through [`writer`], the one owner of writing connections; reads take a connection of
//! a small pool that cannot write, or, where a row's key is known, one that is called inline.

mod looks;
mod migrate;
#[cfg(test)]
mod tests;
mod writer;

use super::super::locks::Lock;
use super::housekeeping;
use super::work::{Answer, Work, typed};
use crate::entropy::{self, Entropy};
use crate::metrics::{Connections, StoreMeters};
use crate::store::{Records, Result, StoreError};
use futures_util::future::BoxFuture;
use looks::Looks;
use rusqlite::{Connection, OpenFlags};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Pool, Sqlite};
use std::future::{Ready, ready};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use writer::Writer;
pub use writer::whole;

pub(in crate::store::sql) use migrate::MIGRATOR;

/// The driver.
pub type Database = sqlx::Sqlite;
/// A connection.
pub type Conn = SqliteConnection;
/// A row.
pub type Row = SqliteRow;
/// A statement with what is bound to it.
pub type Query<'q> = sqlx::query::Query<'q, Database, <Database as sqlx::Database>::Arguments>;

/// How many writes may wait before callers are told to come back.
const QUEUE: usize = 1024;

/// How many reads run at once; more would only wait for the processors.
const READERS: u32 = 4;

/// How long a read waits for its turn, and a write for other processes.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many pages the log grows to before a commit moves it into the file.
const LOG_PAGES: &str = "4000";

/// Ends a selection of rows to be deleted; nobody else writes.
macro_rules! skip_locked {
    () => {
        ""
    };
}

/// Ends a selection of rows that nobody changes until the transaction ends; nobody else writes.
macro_rules! for_share {
    () => {
        ""
    };
}

/// A new identifier for what a statement makes on the way.
macro_rules! random_id {
    () => {
        "randomblob(16)"
    };
}

/// Where a node that has just looked for changes stands.
macro_rules! newest_change {
    () => {
        "SELECT COALESCE(MAX(id), 0) AS position FROM changes"
    };
}

/// Which changes came after `$1`.
macro_rules! is_newer_change {
    () => {
        "changes.id > $1"
    };
}

/// The store in a SQLite file. Copies share everything but what they record.
#[derive(Clone)]
pub struct Sql {
    readers: Pool<Sqlite>,
    looks: Arc<Looks>,
    writer: Writer,
    pub(super) meters: Arc<StoreMeters>,
    /// What is written down with the next write.
    pub(super) records: Arc<Records>,
}

impl Sql {
    /// Opens the file at `path` in a folder that exists; makes the file, readable by its owner
    /// only, if there is none, and brings an older one up to date after copying it aside.
    /// `entropy` identifies a new deployment.
    pub async fn open(path: &Path, entropy: &dyn Entropy) -> Result<Self> {
        Self::open_with_queue(path, entropy::bytes(entropy), QUEUE).await
    }

    async fn open_with_queue(path: &Path, new_id: [u8; 16], queue: usize) -> Result<Self> {
        migrate::create_private(path)?;
        let mut conn = writing(path).connect().await?;
        migrate::run(&mut conn, path).await?;
        housekeeping::make_deployment_id(&mut conn, new_id).await?;
        let meters = Arc::<StoreMeters>::default();
        Ok(Self {
            readers: readers(path),
            looks: Arc::new(Looks::new(path)),
            writer: Writer::start(conn, writing_hot(path)?, queue, Arc::clone(&meters))?,
            meters,
            records: Arc::default(),
        })
    }

    /// The same store, whose writes write `records` down along with what they do. Hot ones do not.
    #[must_use]
    pub fn recording_with(&self, records: Records) -> Self {
        Self {
            records: Arc::new(records),
            ..self.clone()
        }
    }

    /// Carries out an operation that only looks.
    pub async fn read<F, R>(&self, operation: F) -> Result<R>
    where
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Clone + Send + Sync + 'static,
        R: Send + 'static,
    {
        typed(
            self.look_through(Work::new(operation, Arc::default()))
                .await?,
        )
    }

    async fn look_through(&self, work: Work) -> Result<Answer> {
        let mut conn = self.readers.acquire().await?;
        work.carry_out(&mut conn).await
    }

    /// Carries out `operation` whole or not at all and answers once it is on disk, even if
    /// nobody waits for the answer any more.
    pub async fn write<F, R>(&self, operation: F) -> Result<R>
    where
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Clone + Send + Sync + 'static,
        R: Send + 'static,
    {
        let work = Work::new(operation, Arc::clone(&self.records));
        typed(self.writer.write(work).await?)
    }

    /// As [`Sql::write`], for an operation whose statements need not happen together, as a rule
    /// because there is but one.
    pub async fn write_singly<F, R>(&self, operation: F) -> Result<R>
    where
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Clone + Send + Sync + 'static,
        R: Send + 'static,
    {
        self.write(operation).await
    }

    /// Looks something up by its key, at once and on the caller's thread.
    pub fn look<R>(&self, look: impl FnOnce(&Connection) -> Result<R>) -> Result<R> {
        self.looks.look(look)
    }

    /// As [`Sql::write_singly`], on the writer's thread itself. Statements that must happen together
    /// are to be a [`whole`].
    pub async fn write_hot<F, R>(&self, operation: F) -> Result<R>
    where
        F: FnOnce(&mut Connection) -> Result<R> + Send + 'static,
        R: Send + 'static,
    {
        self.writer.write_hot(operation).await
    }

    /// Those that read.
    pub fn open_connections(&self) -> Connections {
        let (all, idle) = (self.readers.size() as usize, self.readers.num_idle());
        Connections {
            used: all.saturating_sub(idle),
            idle,
            most: READERS as usize,
            waiting: self.writer.waiting(),
        }
    }

    /// Waits until everything accepted is on disk and closes the file. The writer goes last:
    /// the last connection to go moves the log into the file.
    pub async fn shut(&self) {
        self.looks.close();
        self.readers.close().await;
        self.writer.stop().await;
    }
}

/// One write at a time happens anyway.
pub fn lock(_: &mut Conn, _: Lock) -> Ready<Result<()>> {
    ready(Ok(()))
}

/// One write at a time happens anyway.
pub fn try_lock(_: &mut Conn, _: Lock) -> Ready<Result<bool>> {
    ready(Ok(true))
}

fn common(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        .disable_statement_logging()
}

/// An answered write survives the loss of power.
fn writing(path: &Path) -> SqliteConnectOptions {
    common(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", LOG_PAGES)
        .pragma("cache_size", "-8192")
}

/// The same for hot operations, in a file that has its log already.
fn writing_hot(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(PATIENCE)?;
    conn.pragma_update(None, "foreign_keys", "ON")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    conn.pragma_update(None, "cache_size", "-16384")?;
    Ok(conn)
}

fn readers(path: &Path) -> Pool<Sqlite> {
    let options = common(path)
        .pragma("query_only", "ON")
        .pragma("cache_size", "-2000");
    SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_lazy_with(options)
}

/// What went wrong in the database, or around it.
pub fn failure(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
    StoreError::Database(error.into())
}
