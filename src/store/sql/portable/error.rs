//! Why a deployment could not be copied.

use super::super::presence::PresenceError;
use sqlx::migrate::MigrateError;
use std::io;
use std::path::{Path, PathBuf};

/// What copying returns.
pub type Result<T, E = PortableError> = std::result::Result<T, E>;

/// Why a deployment could not be copied. What was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum PortableError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The tables could not be made.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// Somebody works with the deployment.
    #[error(transparent)]
    Presence(#[from] PresenceError),
    /// The system refused something about a file.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// There is nothing to be copied.
    #[error(
        "there is no deployment in {0}: name the right one with the setting data_dir or database_url"
    )]
    Nothing(String),
    /// The file would be overwritten.
    #[error("{} exists: name another file, or overwrite it with --force", .0.display())]
    Exists(PathBuf),
    /// The file cannot be read as a database at all.
    #[error("{} is no SQLite file, or is damaged ({reason}): take another backup", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// The database found something wrong with itself.
    #[error("{name} is damaged ({found}): take another backup")]
    Damaged {
        /// Which.
        name: String,
        /// What it found.
        found: String,
    },
    /// The tables are those of another program.
    #[error("{name} is not Signet's ({reason}): name a backup or a database of Signet")]
    Foreign {
        /// Which.
        name: String,
        /// How it was told.
        reason: String,
    },
    /// A later Signet has brought the tables up to date.
    #[error(
        "{name} has schema version {found}, and this Signet knows versions up to {known}: use the Signet that made it, or a later one"
    )]
    Newer {
        /// Which.
        name: String,
        /// Its version.
        found: i64,
        /// The latest known version.
        known: i64,
    },
    /// A column is of a type that is not carried.
    #[error(
        "column {column} of table {table} has the type {kind}, which cannot be copied: this is a fault of Signet"
    )]
    Kind {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// Its type.
        kind: String,
    },
    /// A value is not what its column is declared to hold.
    #[error("table {table} holds a value in column {column} that cannot be copied: {reason}")]
    Value {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The copy is not what was copied.
    #[error(
        "table {0} is not the same in the copy: nothing was put in place; try again, and look at the disk if it stays so"
    )]
    Differs(String),
    /// A restore would replace a deployment.
    #[error("{0} holds a deployment already: replace it with --force, which keeps a backup of it")]
    NotEmpty(String),
    /// A move would mix two deployments.
    #[error(
        "{0} holds a deployment already, perhaps this one from an earlier run: name an empty database, or serve it"
    )]
    Occupied(String),
    /// A move into the database was begun and not finished.
    #[error("{0}: {text}", text = super::UNFINISHED)]
    Unfinished(String),
    /// The unfinished move was begun from elsewhere.
    #[error(
        "{0} holds an unfinished move of another deployment, or of another version of this one: name an empty database"
    )]
    OtherMove(String),
    /// Source and target are of one kind.
    #[error("both databases are of the same kind: use `signet backup` and `signet restore`")]
    SameKind,
    /// What belongs to a database file lies without it.
    #[error("{} lies there without its database: move it away first", .0.display())]
    Orphan(PathBuf),
    /// No automatic copy was found.
    #[error("there is no copy from before a migration in {}: `signet restore FILE` takes any backup", .0.display())]
    NoSnapshot(PathBuf),
    /// The server does not answer.
    #[error("{0} does not answer")]
    Unreachable(String),
}

impl PortableError {
    /// What the system says about `path`.
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        |source| Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}
