//! Who works with a deployment: many together, or one alone.
//!
//! Servers and commands share it for as long as they run; restoring and moving need it alone. On
//! SQLite this is a lock on a file beside the database, on PostgreSQL an advisory lock that every
//! connection holds. Both go with the process, however it ends.

use crate::store::StoreError;
use sqlx::PgConnection;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::sleep;

/// Name of the file that is locked.
const FILE: &str = "signet.lock";

/// Keeps the advisory lock apart from those of others.
const CLASS: i32 = i32::from_be_bytes(*b"sgnt");

// A database may hold deployments in several schemas.
const SHARE: &str =
    "SELECT pg_try_advisory_lock_shared($1, hashtext(COALESCE(current_schema(), '')))";
const ALONE: &str = "SELECT pg_try_advisory_lock($1, hashtext(COALESCE(current_schema(), '')))";

/// PostgreSQL notices a moment late that a process or a connection has ended.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// Why a deployment cannot be worked with now.
#[derive(Debug, thiserror::Error)]
pub enum PresenceError {
    /// Others work with it, and it is needed alone.
    #[error("{0} is in use: stop the server and other commands that work with it, and try again")]
    InUse(String),
    /// Somebody needs it alone.
    #[error("{0} is being restored or moved: try again when that has ended")]
    Taken(String),
    /// The file cannot be locked.
    #[error("cannot lock {}: {source}. Let the user that runs Signet write to its folder", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// The right to work with the deployment in a folder, until dropped.
#[derive(Debug)]
pub struct Presence(#[expect(dead_code, reason = "the lock goes with the file")] File);

impl Presence {
    /// Together with others.
    pub fn shared(folder: &Path) -> Result<Self, PresenceError> {
        let (path, file) = open(folder)?;
        match file.try_lock_shared() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(PresenceError::Taken(told(folder))),
            Err(TryLockError::Error(source)) => Err(PresenceError::Io { path, source }),
        }
    }

    /// Alone.
    pub fn alone(folder: &Path) -> Result<Self, PresenceError> {
        let (path, file) = open(folder)?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(PresenceError::InUse(told(folder))),
            Err(TryLockError::Error(source)) => Err(PresenceError::Io { path, source }),
        }
    }
}

fn told(folder: &Path) -> String {
    folder.display().to_string()
}

fn open(folder: &Path) -> Result<(PathBuf, File), PresenceError> {
    let path = folder.join(FILE);
    let mut options = OpenOptions::new();
    options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600);
    match options.open(&path) {
        Ok(file) => Ok((path, file)),
        Err(source) => Err(PresenceError::Io { path, source }),
    }
}

/// Lets a connection work with its deployment together with others, until it is closed.
pub async fn share(conn: &mut PgConnection) -> Result<(), LockError> {
    if is_had(conn, SHARE).await? {
        return Ok(());
    }
    Err(PresenceError::Taken("the database".to_owned()).into())
}

/// Lets a connection work with its deployment, which errors call `name`, alone, until it is
/// closed.
pub async fn alone(conn: &mut PgConnection, name: &str) -> Result<(), LockError> {
    if is_had(conn, ALONE).await? {
        return Ok(());
    }
    Err(PresenceError::InUse(name.to_owned()).into())
}

async fn is_had(conn: &mut PgConnection, lock: &'static str) -> Result<bool, LockError> {
    for _ in 1..TRIES {
        if attempt(conn, lock).await? {
            return Ok(true);
        }
        sleep(PAUSE).await;
    }
    Ok(attempt(conn, lock).await?)
}

/// Why a connection may not work with its deployment.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Others work with it.
    #[error(transparent)]
    Presence(#[from] PresenceError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl From<LockError> for StoreError {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Presence(error) => Self::Database(Box::new(error)),
            LockError::Database(error) => error.into(),
        }
    }
}

async fn attempt(conn: &mut PgConnection, lock: &'static str) -> sqlx::Result<bool> {
    sqlx::query_scalar(lock).bind(CLASS).fetch_one(conn).await
}
