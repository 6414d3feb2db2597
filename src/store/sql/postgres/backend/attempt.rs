//! How an operation is carried out, and when it may be tried again.

use super::super::work::{Answer, Work};
use super::pool::Pool;
use super::{Conn, failure};
use crate::store::{Result, StoreError};
use sqlx::error::DatabaseError;
use sqlx::{Connection, Error};
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// How often an operation is begun.
const TRIES: u32 = 3;

/// Longer than the server lets a statement run: after this, it is not there any more.
const PATIENCE: Duration = Duration::from_secs(15);

/// How the statements of an operation belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// They change nothing.
    Looking,
    /// All of them happen or none: a transaction.
    Whole,
    /// Each for itself.
    Singly,
}

/// An attempt that failed.
struct Failed {
    error: StoreError,
    /// The connection is of no use any more.
    broken: bool,
    /// Nothing happened that a second attempt would do twice.
    again: bool,
}

impl Failed {
    /// Before the operation could have had an effect that lasts.
    fn before_commit(manner: Manner, error: StoreError) -> Self {
        let is = |test: fn(&Error) -> bool| cause(&error).is_some_and(test);
        let broken = is(is_broken);
        let unharmed = if manner == Manner::Singly {
            is(is_unsent)
        } else {
            broken
        };
        Self {
            again: unharmed || is(has_lost_a_race),
            broken,
            error,
        }
    }

    /// While it was being made to last: nobody knows, unless the server said.
    fn at_commit(error: Error) -> Self {
        Self::before_commit(Manner::Singly, error.into())
    }
}

/// Carries `work` out, and again where the first attempt did nothing: it met a connection that had
/// broken before, or lost a race.
pub async fn carry_out(pool: &Arc<Pool>, manner: Manner, work: &Work) -> Result<Answer> {
    for _ in 1..TRIES {
        match attempt(pool, manner, work).await {
            Err(Failed { again: true, .. }) => {}
            done => return done.map_err(told),
        }
    }
    attempt(pool, manner, work).await.map_err(told)
}

async fn attempt(pool: &Arc<Pool>, manner: Manner, work: &Work) -> Result<Answer, Failed> {
    let unreached = |error| Failed {
        error,
        broken: false,
        again: false,
    };
    let mut lease = pool.acquire().await.map_err(unreached)?;
    let done = timeout(PATIENCE, run(&mut lease.conn, manner, work)).await;
    let done = done.unwrap_or_else(|_| {
        Err(Failed {
            error: failure("PostgreSQL does not answer"),
            broken: true,
            again: false,
        })
    });
    match &done {
        Err(failed) if failed.broken => pool.forget(),
        _ => lease.give_back(),
    }
    done
}

async fn run(conn: &mut Conn, manner: Manner, work: &Work) -> Result<Answer, Failed> {
    let failed = |error| Failed::before_commit(manner, error);
    if manner != Manner::Whole {
        return work.carry_out(conn).await.map_err(failed);
    }
    let begun = conn.begin().await;
    let mut transaction = begun.map_err(|error| failed(error.into()))?;
    match work.carry_out(&mut transaction).await {
        Ok(result) => {
            let committed = transaction.commit().await;
            committed.map(|()| result).map_err(Failed::at_commit)
        }
        Err(error) => {
            let undone = transaction.rollback().await;
            let failed = failed(error);
            let broken = failed.broken || undone.is_err();
            Err(Failed { broken, ..failed })
        }
    }
}

fn cause(error: &StoreError) -> Option<&Error> {
    match error {
        StoreError::Database(error) => error.downcast_ref(),
        _ => None,
    }
}

/// The five characters of the SQL standard, where the server said what went wrong.
fn with_code(error: &Error, test: impl Fn(&str) -> bool) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| test(&code))
}

/// Connection exceptions, intervention by the operator, and a server that has become a standby.
fn is_broken(error: &Error) -> bool {
    matches!(error, Error::Io(_) | Error::Tls(_) | Error::Protocol(_))
        || with_code(error, |code| {
            code.starts_with("08") || code.starts_with("57P") || code == "25006"
        })
}

/// The connection was closed before the server had seen the statement, or the server gave it up
/// on shutting down.
fn is_unsent(error: &Error) -> bool {
    matches!(error, Error::Io(error) if error.kind() == ErrorKind::BrokenPipe)
        || with_code(error, |code| code == "57P01")
}

/// A deadlock, or a conflict that only one could win; nothing of the statement happened.
fn has_lost_a_race(error: &Error) -> bool {
    with_code(error, |code| matches!(code, "40001" | "40P01"))
}

/// Waited too long for others or for a slow server, or met too many connections.
fn is_overload(error: &Error) -> bool {
    with_code(error, |code| matches!(code, "55P03" | "57014" | "53300")) || has_lost_a_race(error)
}

/// The error for the caller.
fn told(failed: Failed) -> StoreError {
    match cause(&failed.error) {
        Some(error) if is_overload(error) => StoreError::Busy,
        _ => failed.error,
    }
}
