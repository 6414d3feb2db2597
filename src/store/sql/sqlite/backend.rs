//! What is SQLite's own: its types, how it is opened, and how writes become durable.
//!
//! Writes go through [`writer`], the one owner of a writing connection; reads
//! take a connection of a small pool that cannot write.

mod migrate;
#[cfg(test)]
mod tests;
mod writer;

use super::super::locks::Lock;
use super::housekeeping;
use crate::entropy::{self, Entropy};
use crate::store::Result;
use futures_util::future::BoxFuture;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Pool, Sqlite};
use std::future::{Ready, ready};
use std::path::Path;
use std::time::Duration;
use writer::Writer;

pub(in crate::store::sql) use migrate::MIGRATOR;

/// A connection.
pub type Conn = SqliteConnection;
/// A row.
pub type Row = SqliteRow;

/// How many writes may wait before callers are told to come back.
const QUEUE: usize = 1024;

/// How many reads run at once; more would only wait for the processors.
const READERS: u32 = 4;

/// How long a read waits for its turn, and a write for other processes.
const PATIENCE: Duration = Duration::from_secs(5);

/// Ends a selection of rows to be deleted; nobody else writes.
macro_rules! skip_locked {
    () => {
        ""
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

/// The store in a SQLite file.
pub struct Sql {
    readers: Pool<Sqlite>,
    writer: Writer,
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
        Ok(Self {
            readers: readers(path),
            writer: Writer::start(conn, queue)?,
        })
    }

    /// Carries out an operation that only looks.
    pub async fn read<F, R>(&self, operation: F) -> Result<R>
    where
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>>,
    {
        let mut conn = self.readers.acquire().await?;
        operation(&mut conn).await
    }

    /// Carries out `operation` whole or not at all and answers once it is on disk, even if
    /// nobody waits for the answer any more.
    pub async fn write<F, R>(&self, operation: F) -> Result<R>
    where
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Send + 'static,
        R: Send + 'static,
    {
        self.writer.write(operation).await
    }

    /// As [`Sql::write`], for an operation whose statements need not happen together, as a rule
    /// because there is but one.
    pub async fn write_singly<F, R>(&self, operation: F) -> Result<R>
    where
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Send + 'static,
        R: Send + 'static,
    {
        self.write(operation).await
    }

    /// Waits until everything accepted is on disk and closes the file. The writer goes last:
    /// the last connection to go moves the log into the file.
    pub async fn shut(&self) {
        self.readers.close().await;
        self.writer.stop().await;
    }
}

/// Carries `operation` out, as a part of a write that happens whole anyway.
pub async fn together<F, R>(conn: &mut Conn, operation: F) -> Result<R>
where
    F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Send,
{
    operation(conn).await
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
        .pragma("wal_autocheckpoint", "4000")
        .pragma("cache_size", "-65536")
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
