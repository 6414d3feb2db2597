//! What is PostgreSQL's own: its types, how it is reached, and how writes become durable.
//!
//! Everything runs on a thread of the store's own, to which the connections
//! belong; PostgreSQL itself gathers commits of several connections into one.

mod attempt;
mod migrate;
mod pool;
#[cfg(test)]
mod tests;
mod thread;

use super::super::Address;
use super::super::locks::Lock;
use super::work::{Answer, Work, typed};
use crate::entropy::{self, Entropy};
use crate::metrics::{Connections, StoreMeters};
use crate::store::{Records, Result, StoreError};
use attempt::{Manner, carry_out};
use futures_util::future::BoxFuture;
use pool::Pool;
use sqlx::Connection;
use sqlx::postgres::{PgConnection, PgRow};
use std::path::Path;
use std::sync::Arc;
use thread::Thread;

pub(in crate::store::sql) use migrate::MIGRATOR;

/// The driver.
pub type Database = sqlx::Postgres;
/// A connection.
pub type Conn = PgConnection;
/// A row.
pub type Row = PgRow;
/// A statement with what is bound to it.
pub type Query<'q> = sqlx::query::Query<'q, Database, <Database as sqlx::Database>::Arguments>;

/// Ends a selection of rows to be deleted: those that others are busy with are left to them.
macro_rules! skip_locked {
    () => {
        " FOR UPDATE SKIP LOCKED"
    };
}

/// Ends a selection of rows that nobody changes until the transaction ends.
macro_rules! for_share {
    () => {
        " FOR SHARE"
    };
}

/// A new identifier for what a statement makes on the way.
macro_rules! random_id {
    () => {
        "gen_random_uuid()"
    };
}

/// Where a node that has just looked for changes stands: before whatever is still under way.
macro_rules! newest_change {
    () => {
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS position"
    };
}

/// Which changes came after `$1`. Those of a future transaction were restored from elsewhere.
macro_rules! is_newer_change {
    () => {
        "changes.transaction_id >= $1::text::xid8
         AND changes.transaction_id < pg_snapshot_xmax(pg_current_snapshot())"
    };
}

/// The store in a PostgreSQL database. Copies share everything but what they record.
#[derive(Clone)]
pub struct Sql {
    pool: Arc<Pool>,
    thread: Arc<Thread>,
    pub(super) meters: Arc<StoreMeters>,
    /// What is written down with the next write.
    pub(super) records: Arc<Records>,
}

impl Sql {
    /// Opens the database at `address` and brings its tables up to date, after copying what is in
    /// them to a file in the folder `copies`. `entropy` identifies a new deployment.
    pub async fn open(address: Address, copies: &Path, entropy: &dyn Entropy) -> Result<Self> {
        let thread = Thread::start()?;
        let meters = Arc::<StoreMeters>::default();
        let pool = Arc::new(Pool::new(address.0, Arc::clone(&meters)));
        let (reached, new_id) = (Arc::clone(&pool), entropy::bytes(entropy));
        let copies = copies.to_owned();
        thread
            .run(async move { migrate::run(&reached, &copies, new_id).await })
            .await?;
        Ok(Self {
            pool,
            thread: Arc::new(thread),
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
        let work = Work::new(operation, Arc::default());
        typed(self.carry_out(Manner::Looking, work).await?)
    }

    /// Carries out `operation` whole or not at all and answers once it is on disk, even if
    /// nobody waits for the answer any more.
    pub async fn write<F, R>(&self, operation: F) -> Result<R>
    where
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Clone + Send + Sync + 'static,
        R: Send + 'static,
    {
        let work = Work::new(operation, Arc::clone(&self.records));
        typed(self.carry_out(Manner::Whole, work).await?)
    }

    /// As [`Sql::write`], for an operation whose statements need not happen together, as a rule
    /// because there is but one: saves the transaction around it.
    pub async fn write_singly<F, R>(&self, operation: F) -> Result<R>
    where
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Clone + Send + Sync + 'static,
        R: Send + 'static,
    {
        let work = Work::new(operation, Arc::clone(&self.records));
        let manner = if work.is_recorded() {
            Manner::Whole
        } else {
            Manner::Singly
        };
        typed(self.carry_out(manner, work).await?)
    }

    async fn carry_out(&self, manner: Manner, work: Work) -> Result<Answer> {
        let pool = Arc::clone(&self.pool);
        self.thread
            .run(async move { carry_out(&pool, manner, &work).await })
            .await
    }

    /// All of them.
    pub fn open_connections(&self) -> Connections {
        self.pool.connections()
    }

    /// Waits until everything accepted has been answered and closes the connections.
    pub async fn shut(&self) {
        let pool = Arc::clone(&self.pool);
        let closed = self.thread.run(async move {
            pool.close().await;
            Ok(())
        });
        if let Err(error) = closed.await {
            tracing::error!(%error, "closing the database failed");
        }
    }
}

/// Carries `operation` out whole or not at all, within one whose statements are each for
/// themselves.
pub async fn together<F, R>(conn: &mut Conn, operation: F) -> Result<R>
where
    F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Send,
{
    let mut transaction = conn.begin().await?;
    match operation(&mut transaction).await {
        Ok(result) => {
            transaction.commit().await?;
            Ok(result)
        }
        Err(error) => {
            transaction.rollback().await?;
            Err(error)
        }
    }
}

/// Waits for `lock` and holds it until the transaction ends.
pub async fn lock(conn: &mut Conn, lock: Lock) -> Result<()> {
    sqlx::query("SELECT pg_advisory_xact_lock($1)")
        .bind(lock.key())
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes `lock` until the transaction ends, unless somebody has it; tells whether it did.
pub async fn try_lock(conn: &mut Conn, lock: Lock) -> Result<bool> {
    let taken = sqlx::query_scalar("SELECT pg_try_advisory_xact_lock($1)")
        .bind(lock.key())
        .fetch_one(conn)
        .await?;
    Ok(taken)
}

/// What went wrong in the database, or around it.
pub fn failure(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
    StoreError::Database(error.into())
}
