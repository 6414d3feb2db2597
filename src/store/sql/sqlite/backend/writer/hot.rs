//! The lane of hot operations: `rusqlite` on the writer's own thread, without a savepoint for
//! what is a single statement.

use super::task::Task;
use crate::store::Result;
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};

const BEGIN: &str = "BEGIN IMMEDIATE";
const COMMIT: &str = "COMMIT";
const ROLLBACK: &str = "ROLLBACK";

/// An operation of this lane.
pub trait Job: Send {
    /// Carries it out.
    fn run(&mut self, conn: &mut Connection);

    /// See [`Task::error`].
    fn error(&self) -> Option<String>;

    /// See [`Task::answer`].
    fn answer(self: Box<Self>, lost: Option<&str>);
}

impl<F, R> Job for Task<F, R>
where
    F: FnOnce(&mut Connection) -> Result<R> + Send,
    R: Send,
{
    fn run(&mut self, conn: &mut Connection) {
        if let Some(operation) = self.take() {
            self.keep(catch_unwind(AssertUnwindSafe(|| operation(conn))));
        }
    }

    fn error(&self) -> Option<String> {
        self.error()
    }

    fn answer(self: Box<Self>, lost: Option<&str>) {
        Self::answer(*self, lost);
    }
}

/// Carries out `operation` whole or not at all, whatever else is in the batch.
pub fn whole<R>(
    conn: &mut Connection,
    operation: impl FnOnce(&Connection) -> Result<R>,
) -> Result<R> {
    // Rolls back where it is dropped.
    let savepoint = conn.savepoint()?;
    let result = operation(&savepoint)?;
    savepoint.commit()?;
    Ok(result)
}

/// Commits `batch` and answers it.
pub fn carry_out(conn: &mut Connection, batch: &mut Vec<Box<dyn Job>>) {
    if batch.is_empty() {
        return;
    }
    let lost = commit(conn, batch).err();
    if let Some(error) = &lost {
        tracing::error!(%error, operations = batch.len(), "a batch of writes was lost");
        // Fails when the database has rolled back by itself, which is as good.
        let _ = execute(conn, ROLLBACK);
    }
    for job in batch.drain(..) {
        job.answer(lost.as_deref());
    }
}

/// An error is about the batch as a whole: nothing of it happened.
fn commit(conn: &mut Connection, batch: &mut [Box<dyn Job>]) -> Result<(), String> {
    let told = |error: rusqlite::Error| error.to_string();
    execute(conn, BEGIN).map_err(told)?;
    for job in batch {
        job.run(conn);
        // A fault that made the database roll back by itself: what came after would be committed
        // statement by statement.
        if conn.is_autocommit() {
            return Err(job.error().unwrap_or_default());
        }
    }
    execute(conn, COMMIT).map_err(told)
}

fn execute(conn: &Connection, statement: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(statement)?.execute([]).map(drop)
}
