//! Backups as files: made aside, checked, put in place whole.

use super::place::folder;
use super::plan::Plan;
use super::side::Side;
use super::{PortableError, Result};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// How the names of files begin that are being made.
const UNFINISHED: &str = ".signet-unfinished-";

/// A file that is being made, readable by its owner only. Removed when dropped.
pub struct Draft(TempPath);

impl Draft {
    /// An empty one in the folder of `target`, where it is to be put.
    pub fn beside(target: &Path) -> Result<Self> {
        let folder = folder(target);
        let made = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempfile_in(folder);
        let made = made.map_err(PortableError::io(folder))?;
        Ok(Self(made.into_temp_path()))
    }

    /// Removes what a crash has left of earlier ones in the folder of `target`. Only for who works
    /// with it alone.
    pub fn sweep(target: &Path) -> Result<()> {
        let folder = folder(target);
        let entries = std::fs::read_dir(folder).map_err(PortableError::io(folder))?;
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(UNFINISHED) {
                std::fs::remove_file(&path).map_err(PortableError::io(&path))?;
            }
        }
        Ok(())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// A connection that writes it. Nothing is safe before [`Draft::put`], and need not be.
    pub async fn open(&self) -> Result<SqliteConnection> {
        let options = SqliteConnectOptions::new()
            .filename(&self.0)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Memory)
            .synchronous(SqliteSynchronous::Off)
            .disable_statement_logging();
        Ok(options.connect().await?)
    }

    /// Makes it lasting.
    pub fn sync(&self) -> Result<()> {
        let synced = File::open(&self.0).and_then(|file| file.sync_all());
        synced.map_err(PortableError::io(&self.0))
    }

    /// Makes it lasting and calls it `target`, in place of what is there if `replace` says so.
    pub fn put(self, target: &Path, replace: bool) -> Result<()> {
        self.sync()?;
        if replace {
            let renamed = self.0.persist(target).map_err(|error| error.error);
            renamed.map_err(PortableError::io(target))?;
        } else {
            self.0.persist_noclobber(target).map_err(|error| {
                if target.exists() {
                    return PortableError::Exists(target.to_owned());
                }
                PortableError::io(target)(error.error)
            })?;
        }
        let folder = folder(target);
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(PortableError::io(folder))
    }
}

/// A backup that has been opened and checked.
pub struct Backup {
    pub(super) conn: SqliteConnection,
    pub(super) plan: Plan,
    path: PathBuf,
}

impl Backup {
    /// Opens a backup without changing it, and checks that it is whole, of Signet, and not of a
    /// later one.
    pub async fn open(path: &Path) -> Result<Self> {
        File::open(path).map_err(PortableError::io(path))?;
        let unreadable = |error| match error {
            PortableError::Database(error) => PortableError::Unreadable {
                path: path.to_owned(),
                reason: error.to_string(),
            },
            other => other,
        };
        let opened = Self::open_and_check(path).await;
        opened.map_err(unreadable)
    }

    async fn open_and_check(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            // Without a log beside it, nobody is writing it.
            .immutable(!beside(path, "-wal").exists())
            .pragma("trusted_schema", "OFF")
            .disable_statement_logging();
        let mut conn = options.connect().await?;
        check_integrity(&mut conn, &name).await?;
        let plan = Plan::of(&mut Side::Sqlite(&mut conn), &name).await?;
        let plan = plan.ok_or(PortableError::Foreign {
            name,
            reason: "it has no tables of Signet".to_owned(),
        })?;
        let path = path.to_owned();
        Ok(Self { conn, plan, path })
    }

    /// The schema version of the deployment that it was made of.
    pub const fn version(&self) -> i64 {
        self.plan.version
    }

    /// Its size in bytes.
    pub fn size(&self) -> Result<u64> {
        let metadata = std::fs::metadata(&self.path);
        Ok(metadata.map_err(PortableError::io(&self.path))?.len())
    }

    /// Identifier, algorithm and sealed private half of each signing key in it.
    pub async fn sealed_keys(&mut self) -> Result<Vec<(String, String, Vec<u8>)>> {
        let keys = sqlx::query_as("SELECT kid, algorithm, sealed FROM signing_keys");
        Ok(keys.fetch_all(&mut self.conn).await?)
    }
}

async fn check_integrity(conn: &mut SqliteConnection, name: &str) -> Result<()> {
    let damaged = |found: String| PortableError::Damaged {
        name: name.to_owned(),
        found,
    };
    let found: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
        .fetch_one(&mut *conn)
        .await?;
    if found != "ok" {
        return Err(damaged(found));
    }
    let orphan: Option<String> =
        sqlx::query_scalar("SELECT \"table\" FROM pragma_foreign_key_check")
            .fetch_optional(conn)
            .await?;
    let text = |table| format!("rows of table {table} refer to others that are not there");
    orphan.map_or(Ok(()), |table| Err(damaged(text(table))))
}

/// The file whose name is that of `path` and `suffix`.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}
