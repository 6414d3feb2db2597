//! Backups of SQLite files. What PostgreSQL has to do with is tested beside its backend.

use super::restore::{Order, restore};
use super::{Backup, Place, PortableError, backup, schema};
use crate::entropy::SeededEntropy;
use crate::store::Housekeeping;
use crate::store::contract::samples::{client_id, fill, user, user_id};
use crate::store::sql::sqlite::{MIGRATOR, Sql};
use crate::store::{Clients, Users};
use sqlx::{ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

struct Room {
    folder: TempDir,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("data")).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self) -> PathBuf {
        self.path("data/signet.db")
    }

    fn place(&self) -> Place {
        Place::Sqlite(self.file())
    }

    async fn store(&self) -> Sql {
        Sql::open(&self.file(), &SeededEntropy::new(1))
            .await
            .unwrap()
    }

    /// A backup of a filled store, which stays open.
    async fn with_backup() -> (Self, Sql, PathBuf) {
        let room = Self::new();
        let store = room.store().await;
        fill(&store).await;
        let path = room.path("backup.bak");
        backup::write(&room.place(), &path, false).await.unwrap();
        (room, store, path)
    }

    async fn refused(&self, path: &Path) -> PortableError {
        Backup::open(path).await.err().expect("refused")
    }
}

/// The version of the schema as it is today.
fn latest() -> i64 {
    let all = MIGRATOR.iter().map(|migration| migration.version);
    all.max().unwrap()
}

async fn connect(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(path);
    options.connect().await.unwrap()
}

async fn execute(path: &Path, sql: &'static str) {
    let mut conn = connect(path).await;
    sqlx::query(sql).execute(&mut conn).await.unwrap();
}

/// Restores without looking at the master key; what is there goes to `saved.bak`.
async fn bring_back(room: &Room, path: &Path, force: bool) -> super::Result<()> {
    let (place, save_as) = (room.place(), room.path("saved.bak"));
    let order = Order {
        place: &place,
        save_as: force.then_some(save_as.as_path()),
        onward: true,
    };
    restore(Backup::open(path).await?, &order).await.map(drop)
}

#[tokio::test]
async fn a_backup_holds_everything_and_is_private() {
    let (room, store, path) = Room::with_backup().await;
    let id = store.deployment_id().await.unwrap();
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let again = backup::write(&room.place(), &path, false).await;
    assert!(matches!(again, Err(PortableError::Exists(_))));
    let written = backup::write(&room.place(), &path, true).await.unwrap();
    let filled = written.tables.iter().filter(|counted| counted.rows > 0);
    assert!(filled.count() >= 12, "{:?}", written.tables);
    assert_eq!(written.version, latest());
    assert_eq!(fs::read_dir(room.folder.path()).unwrap().count(), 2);

    let copy = Sql::open(&path, &SeededEntropy::new(2)).await.unwrap();
    assert_eq!(copy.deployment_id().await.unwrap(), id);
    let odd = copy.user(user_id(2)).await.unwrap().unwrap();
    assert_eq!(Some(odd), store.user(user_id(2)).await.unwrap());
}

#[tokio::test]
async fn tables_of_any_length_are_copied() {
    let room = Room::new();
    let store = room.store().await;
    for (rows, fill) in [
        (
            500,
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
               INSERT INTO attempts SELECT randomblob(32), 1, i, 0 FROM n",
        ),
        (
            1001,
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 501)
               INSERT INTO attempts SELECT randomblob(32), 1, i, 0 FROM n",
        ),
    ] {
        execute(&room.file(), fill).await;
        let written = backup::write(&room.place(), &room.path("b"), true)
            .await
            .unwrap();
        let attempts = written
            .tables
            .iter()
            .find(|counted| counted.table == "attempts");
        assert_eq!(attempts.unwrap().rows, rows);
    }
    store.close().await;
}

#[tokio::test]
async fn every_table_can_be_copied() {
    for table in schema::at(i64::MAX).await.unwrap() {
        assert!(
            !table.key().is_empty(),
            "{} needs a primary key",
            table.name
        );
    }
}

#[tokio::test]
async fn a_copy_by_sqlite_itself_is_a_backup() {
    let (room, _store, _) = Room::with_backup().await;
    let copy = room.path("copy.bak");
    let mut conn = connect(&room.file()).await;
    let query = sqlx::query("VACUUM INTO $1").bind(copy.to_str().unwrap());
    query.execute(&mut conn).await.unwrap();
    assert_eq!(Backup::open(&copy).await.unwrap().version(), latest());
}

#[tokio::test]
async fn what_was_restored_is_what_was_backed_up() {
    let (room, store, path) = Room::with_backup().await;
    let before = store.revisions().await.unwrap();
    store
        .remove_client(&client_id("app"), user(1).created_at)
        .await
        .unwrap();
    store.close().await;
    let refused = bring_back(&room, &path, false).await;
    assert!(
        matches!(refused, Err(PortableError::NotEmpty(_))),
        "{refused:?}"
    );
    bring_back(&room, &path, true).await.unwrap();
    let store = room.store().await;
    assert!(store.client(&client_id("app")).await.unwrap().is_some());
    let after = store.revisions().await.unwrap();
    assert!(after.clients > before.clients + 1 && after.keys > before.keys);
    store.close().await;

    bring_back(&room, &room.path("saved.bak"), true)
        .await
        .expect_err("it is overwritten");
    fs::rename(room.path("saved.bak"), room.path("first.bak")).unwrap();
    bring_back(&room, &room.path("first.bak"), true)
        .await
        .unwrap();
    let store = room.store().await;
    assert!(store.client(&client_id("app")).await.unwrap().is_none());
}

#[tokio::test]
async fn a_log_of_the_old_file_does_not_spoil_the_new_one() {
    let (room, store, path) = Room::with_backup().await;
    store.close().await;
    // As a crash leaves it: changes are in the log only.
    let mut killed = connect(&room.file()).await;
    for sql in [
        "PRAGMA wal_autocheckpoint = 0",
        "DELETE FROM consents",
        "DELETE FROM users",
    ] {
        sqlx::query(sql).execute(&mut killed).await.unwrap();
    }
    let busy = bring_back(&room, &path, true).await;
    assert!(matches!(busy, Err(PortableError::Presence(_))), "{busy:?}");
    fs::remove_file(room.path("saved.bak")).unwrap();
    let log = fs::read(room.path("data/signet.db-wal")).unwrap();
    let file = fs::read(room.file()).unwrap();
    sqlx::Connection::close(killed).await.unwrap();
    fs::write(room.file(), file).unwrap();
    fs::write(room.path("data/signet.db-wal"), log).unwrap();

    bring_back(&room, &path, true).await.unwrap();
    let store = room.store().await;
    assert!(store.user(user_id(1)).await.unwrap().is_some());
    store.close().await;
    fs::remove_file(room.file()).unwrap();
    fs::write(room.path("data/signet.db-wal"), "left over").unwrap();
    let orphan = bring_back(&room, &path, false).await;
    assert!(
        matches!(orphan, Err(PortableError::Orphan(_))),
        "{orphan:?}"
    );
}

#[tokio::test]
async fn files_that_are_no_whole_backups_are_refused() {
    let (room, _store, path) = Room::with_backup().await;
    let whole = fs::read(&path).unwrap();
    let other = room.path("other");

    fs::write(&other, "an e-mail").unwrap();
    assert!(matches!(
        room.refused(&other).await,
        PortableError::Unreadable { .. }
    ));
    fs::write(&other, "").unwrap();
    assert!(matches!(
        room.refused(&other).await,
        PortableError::Foreign { .. }
    ));
    fs::write(&other, &whole[..whole.len() / 2]).unwrap();
    assert!(matches!(
        room.refused(&other).await,
        PortableError::Unreadable { .. } | PortableError::Damaged { .. }
    ));
    assert!(matches!(
        room.refused(&room.path("none")).await,
        PortableError::Io { .. }
    ));

    for (sql, newer) in [
        ("CREATE TABLE users (id)", false),
        ("DROP TABLE gone_keys", false),
        ("UPDATE _sqlx_migrations SET checksum = x'00'", false),
        (
            "INSERT INTO _sqlx_migrations SELECT 99, description, installed_on, success, checksum,
          execution_time FROM _sqlx_migrations WHERE version = 1",
            true,
        ),
    ] {
        let is_fresh = sql.starts_with("CREATE");
        fs::write(&other, if is_fresh { &[][..] } else { &whole }).unwrap();
        execute(&other, sql).await;
        match room.refused(&other).await {
            PortableError::Newer { found: 99, .. } => assert!(newer, "{sql}"),
            PortableError::Foreign { .. } => assert!(!newer, "{sql}"),
            error => panic!("{sql}: {error}"),
        }
    }
    fs::write(&other, &whole).unwrap();
    let mut conn = connect(&other).await;
    for sql in ["PRAGMA foreign_keys = OFF", "DELETE FROM clients"] {
        sqlx::query(sql).execute(&mut conn).await.unwrap();
    }
    drop(conn);
    assert!(matches!(
        room.refused(&other).await,
        PortableError::Damaged { .. }
    ));
}

#[tokio::test]
async fn whoever_works_with_a_folder_keeps_others_from_replacing_it() {
    let (room, store, path) = Room::with_backup().await;
    store.close().await;
    let others = crate::store::sql::Presence::shared(&room.path("data")).unwrap();
    let refused = bring_back(&room, &path, true).await;
    assert!(
        matches!(refused, Err(PortableError::Presence(_))),
        "{refused:?}"
    );
    backup::write(&room.place(), &room.path("while"), false)
        .await
        .unwrap();
    drop(others);
    bring_back(&room, &path, true).await.unwrap();
}
