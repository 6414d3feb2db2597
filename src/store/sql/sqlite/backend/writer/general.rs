//! The lane of ordinary operations: sqlx, each in a savepoint of its own.

use super::super::super::work::{Answer, Work};
use super::super::Conn;
use super::task::Task;
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;

// Each operation has a savepoint of its own, opened together with what comes before it, for
// every statement is a hop to the connection's thread. `ROLLBACK TO` leaves it open for the next.
const BEGIN: &str = "BEGIN IMMEDIATE; SAVEPOINT operation";
const KEEP: &str = "RELEASE operation; SAVEPOINT operation";
const UNDO: &str = "ROLLBACK TO operation";
const COMMIT: &str = "COMMIT";
const ROLLBACK: &str = "ROLLBACK";

/// An operation of this lane.
pub type Job = Task<Work, Answer>;

/// Carries it out and tells whether it is to be kept.
async fn run(job: &mut Job, conn: &mut Conn) -> bool {
    let Some(work) = job.take() else {
        return false;
    };
    let done = AssertUnwindSafe(work.carry_out(conn)).catch_unwind();
    job.keep(done.await)
}

/// Commits `batch` and answers it.
pub async fn carry_out(conn: &mut Conn, batch: &mut Vec<Job>) {
    if batch.is_empty() {
        return;
    }
    let lost = commit(conn, batch).await.err();
    let lost = lost.map(|error| error.to_string());
    if let Some(error) = &lost {
        tracing::error!(%error, operations = batch.len(), "a batch of writes was lost");
        // Fails when the database has rolled back by itself, which is as good.
        let _ = execute(conn, ROLLBACK).await;
    }
    for job in batch.drain(..) {
        job.answer(lost.as_deref());
    }
}

/// An error is about the batch as a whole: nothing of it happened.
async fn commit(conn: &mut Conn, batch: &mut [Job]) -> sqlx::Result<()> {
    execute(conn, BEGIN).await?;
    for job in batch {
        let keep = run(job, conn).await;
        // A fault that made the database roll back by itself took the savepoint with it, and
        // this statement fails.
        execute(conn, if keep { KEEP } else { UNDO }).await?;
    }
    execute(conn, COMMIT).await
}

async fn execute(conn: &mut Conn, statement: &'static str) -> sqlx::Result<()> {
    sqlx::query(statement).execute(conn).await.map(drop)
}
