//! Where the database of a deployment is.

use super::super::Address;
use super::super::presence::{self, LockError, Presence};
use super::side::Side;
use super::{PortableError, Result};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};
use std::fmt;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::timeout;

/// How long a server may take to be reached, and a file to be free.
const PATIENCE: Duration = Duration::from_secs(10);

/// Copying takes as long as it takes; waiting for a lock of somebody else does not.
const SESSION: [&str; 3] = [
    "SET statement_timeout = 0",
    "SET idle_in_transaction_session_timeout = 0",
    "SET lock_timeout = '10s'",
];

/// Where the database of a deployment is. Shown without the password.
#[derive(Clone)]
pub enum Place {
    /// In this file.
    Sqlite(PathBuf),
    /// In this PostgreSQL database.
    Postgres(Box<Address>),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(address) => write!(f, "the database {address}"),
        }
    }
}

/// A connection to either database.
pub enum Conn {
    /// To a SQLite file.
    Sqlite(SqliteConnection),
    /// To a PostgreSQL database.
    Postgres(PgConnection),
}

impl Conn {
    /// One end of a copy.
    pub fn side(&mut self) -> Side<'_> {
        match self {
            Self::Sqlite(conn) => Side::Sqlite(conn),
            Self::Postgres(conn) => Side::Postgres(conn),
        }
    }

    /// Closes it.
    pub async fn close(self) -> Result<()> {
        match self {
            Self::Sqlite(conn) => conn.close().await?,
            Self::Postgres(conn) => conn.close().await?,
        }
        Ok(())
    }
}

/// The right to work with a deployment, alone or together with others, until dropped.
pub enum Guard {
    /// With the one in a folder.
    Folder { _presence: Presence },
    /// With the one in a PostgreSQL database, by a connection of its own.
    Database { _conn: PgConnection },
}

impl Place {
    /// A connection to what is there that sees no change from now on, and makes none.
    pub async fn look(&self) -> Result<Conn> {
        let nothing = || PortableError::Nothing(self.to_string());
        let mut conn = self.look_if_any().await?.ok_or_else(nothing)?;
        conn.side().freeze().await?;
        Ok(conn)
    }

    /// A connection for looking; none while there is no file.
    pub async fn look_if_any(&self) -> Result<Option<Conn>> {
        match self {
            Self::Sqlite(path) if !path.exists() => Ok(None),
            Self::Sqlite(path) => {
                let options = SqliteConnectOptions::new()
                    .filename(path)
                    .busy_timeout(PATIENCE)
                    .pragma("query_only", "ON")
                    .disable_statement_logging();
                Ok(Some(Conn::Sqlite(options.connect().await?)))
            }
            Self::Postgres(address) => Ok(Some(Conn::Postgres(reach(address).await?))),
        }
    }

    /// Works with it together with others.
    pub async fn share(&self) -> Result<Guard> {
        match self {
            Self::Sqlite(path) if !path.exists() => Err(PortableError::Nothing(self.to_string())),
            Self::Sqlite(path) => Ok(Guard::Folder {
                _presence: Presence::shared(folder(path))?,
            }),
            Self::Postgres(address) => {
                let mut conn = reach(address).await?;
                presence::share(&mut conn).await?;
                Ok(Guard::Database { _conn: conn })
            }
        }
    }

    /// Works with it alone; makes the folder of a file, for its owner only.
    pub async fn alone(&self) -> Result<Guard> {
        match self {
            Self::Sqlite(path) => {
                let folder = folder(path);
                make(folder)?;
                Ok(Guard::Folder {
                    _presence: Presence::alone(folder)?,
                })
            }
            Self::Postgres(address) => {
                let mut conn = reach(address).await?;
                presence::alone(&mut conn, &self.to_string()).await?;
                Ok(Guard::Database { _conn: conn })
            }
        }
    }
}

impl From<LockError> for PortableError {
    fn from(error: LockError) -> Self {
        match error {
            LockError::Presence(error) => error.into(),
            LockError::Database(error) => error.into(),
        }
    }
}

/// A connection to PostgreSQL on which copying may take its time.
pub async fn reach(address: &Address) -> Result<PgConnection> {
    let options = address.0.clone().application_name("signet");
    let options = options.disable_statement_logging();
    let connected = timeout(PATIENCE, options.connect()).await;
    let mut conn = connected.map_err(|_| PortableError::Unreachable(address.to_string()))??;
    for setting in SESSION {
        sqlx::query(setting).execute(&mut conn).await?;
    }
    Ok(conn)
}

/// Makes a folder that only its owner may look into, if there is none.
pub fn make(folder: &Path) -> Result<()> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(PortableError::io(folder))
}

/// The folder that a file is in.
pub fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
