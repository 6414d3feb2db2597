//! The one owner of a writing connection: group commit.
//!
//! Runs on a thread of its own, so that nothing but its callers waits for a
//! slow disk. While one batch is synced, the next collects; there is no timer.

use super::Conn;
use crate::store::{Result, StoreError};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sqlx::Connection;
use sqlx::error::DatabaseError;
use std::panic::AssertUnwindSafe;
use tokio::runtime;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{mpsc, oneshot, watch};

/// At most so many operations share a commit.
const BATCH: usize = 256;

/// How often a transaction is begun when other processes hold the lock for longer than the
/// connection's patience.
const TRIES: u32 = 3;

// Each operation has a savepoint of its own, opened together with what comes before it, for
// every statement is a hop to the connection's thread. `ROLLBACK TO` leaves it open for the next.
const BEGIN: &str = "BEGIN IMMEDIATE; SAVEPOINT operation";
const KEEP: &str = "RELEASE operation; SAVEPOINT operation";
const UNDO: &str = "ROLLBACK TO operation";
const COMMIT: &str = "COMMIT";
const ROLLBACK: &str = "ROLLBACK";

/// The queue in front of the writer.
pub struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
    stop: watch::Sender<bool>,
}

impl Writer {
    /// Starts the thread that writes through `conn`, behind a queue of `capacity`.
    pub fn start(conn: Conn, capacity: usize) -> Result<Self> {
        let (queue, jobs) = mpsc::channel(capacity);
        let (stop, stopping) = watch::channel(false);
        let runtime = runtime::Builder::new_current_thread()
            .build()
            .map_err(failure)?;
        std::thread::Builder::new()
            .name("signet-writer".to_owned())
            .spawn(move || runtime.block_on(serve(conn, jobs, stopping)))
            .map_err(failure)?;
        Ok(Self { queue, stop })
    }

    /// See [`super::Sql::write`].
    pub async fn write<F, R>(&self, operation: F) -> Result<R>
    where
        F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Send + 'static,
        R: Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        let task = Task {
            operation: Some(operation),
            result: None,
            caller,
        };
        self.queue
            .try_send(Box::new(task))
            .map_err(|error| match error {
                TrySendError::Full(_) => StoreError::Busy,
                TrySendError::Closed(_) => failure("the store is closed"),
            })?;
        let lost = |_| Err(failure("the writer is gone"));
        answer.await.unwrap_or_else(lost)
    }

    /// Accepts nothing more and waits until everything accepted has been answered and the
    /// connection is closed.
    pub async fn stop(&self) {
        self.stop.send_replace(true);
        self.stop.closed().await;
    }
}

/// An operation in the queue.
trait Job: Send {
    /// Carries it out and tells whether it is to be kept.
    fn run<'c>(&'c mut self, conn: &'c mut Conn) -> BoxFuture<'c, bool>;

    /// Answers the caller; `lost` is why the whole batch was.
    fn answer(self: Box<Self>, lost: Option<&sqlx::Error>);
}

struct Task<F, R> {
    operation: Option<F>,
    result: Option<Result<R>>,
    caller: oneshot::Sender<Result<R>>,
}

impl<F, R> Job for Task<F, R>
where
    F: for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<R>> + Send,
    R: Send,
{
    fn run<'c>(&'c mut self, conn: &'c mut Conn) -> BoxFuture<'c, bool> {
        Box::pin(async move {
            let Some(operation) = self.operation.take() else {
                return false;
            };
            let result = AssertUnwindSafe(async { operation(conn).await })
                .catch_unwind()
                .await
                .unwrap_or_else(|_| Err(failure("the operation panicked")));
            self.result.insert(result).is_ok()
        })
    }

    fn answer(self: Box<Self>, lost: Option<&sqlx::Error>) {
        let result = match (lost, self.result) {
            (None, Some(result)) => result,
            (None, None) => Err(failure("the operation did not run")),
            (Some(error), _) => Err(failure(error.to_string())),
        };
        // A caller that went away does not want the answer.
        let _ = self.caller.send(result);
    }
}

/// Until stopped or no longer owned: commits batch after batch, then what is left.
async fn serve(
    mut conn: Conn,
    mut jobs: mpsc::Receiver<Box<dyn Job>>,
    mut stopping: watch::Receiver<bool>,
) {
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        tokio::select! {
            biased;
            _ = stopping.wait_for(|stop| *stop), if !jobs.is_closed() => jobs.close(),
            taken = jobs.recv_many(&mut batch, BATCH) => {
                if taken == 0 {
                    break;
                }
                carry_out(&mut conn, &mut batch).await;
            }
        }
    }
    if let Err(error) = conn.close().await {
        tracing::error!(%error, "closing the database failed");
    }
}

async fn carry_out(conn: &mut Conn, batch: &mut Vec<Box<dyn Job>>) {
    let lost = commit(conn, batch).await.err();
    if let Some(error) = &lost {
        tracing::error!(%error, operations = batch.len(), "a batch of writes was lost");
        // Fails when the database has rolled back by itself, which is as good.
        let _ = execute(conn, ROLLBACK).await;
    }
    for job in batch.drain(..) {
        job.answer(lost.as_ref());
    }
}

/// An error is about the batch as a whole: nothing of it happened.
async fn commit(conn: &mut Conn, batch: &mut [Box<dyn Job>]) -> sqlx::Result<()> {
    begin(conn).await?;
    for job in batch {
        let keep = job.run(conn).await;
        // A fault that made the database roll back by itself took the savepoint with it, and
        // this statement fails.
        execute(conn, if keep { KEEP } else { UNDO }).await?;
    }
    execute(conn, COMMIT).await
}

async fn begin(conn: &mut Conn) -> sqlx::Result<()> {
    for _ in 1..TRIES {
        match execute(conn, BEGIN).await {
            Err(error) if is_busy(&error) => {}
            done => return done,
        }
    }
    execute(conn, BEGIN).await
}

/// `SQLITE_BUSY` and `SQLITE_BUSY_RECOVERY`.
fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| matches!(code.as_ref(), "5" | "261"))
}

async fn execute(conn: &mut Conn, statement: &'static str) -> sqlx::Result<()> {
    sqlx::query(statement).execute(conn).await.map(drop)
}

fn failure(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
    StoreError::Database(error.into())
}
