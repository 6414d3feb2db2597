//! The file: opening, sharing, migrating, bounds.

use super::super::{migrate, readers, writing};
use super::{Sql, add, fresh, has, open, path};
use crate::clock::Timestamp;
use crate::entropy::SeededEntropy;
use crate::store::sql::sqlite::attempts::CAP;
use crate::store::{Attempts, Housekeeping, SigningKeys};
use futures_util::future::join_all;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{ConnectOptions, SqlStr};
use std::time::Duration;
use tempfile::TempDir;

#[tokio::test]
async fn reopening_keeps_everything() {
    let (store, folder) = fresh().await;
    add(&store, "kept").await.unwrap();
    let id = store.deployment_id().await.unwrap();
    store.close().await;
    let again = Sql::open(&path(&folder), &SeededEntropy::new(2)).await;
    let again = again.unwrap();
    assert!(has(&again, "kept").await);
    assert_eq!(again.deployment_id().await.unwrap(), id);
    assert!(copies(&folder).is_empty());
}

#[tokio::test]
async fn another_process_sees_what_changed() {
    let (server, folder) = fresh().await;
    let command = open(&folder).await;
    assert!(command.change_signing_keys(0, Vec::new()).await.unwrap());
    assert_eq!(server.revisions().await.unwrap().keys, 1);
    assert!(!server.change_signing_keys(0, Vec::new()).await.unwrap());
    assert!(server.change_signing_keys(1, Vec::new()).await.unwrap());
    assert_eq!(command.revisions().await.unwrap().keys, 2);
    command.close().await;
    add(&server, "a").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn many_processes_may_open_a_new_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let opening = (0..6).map(|seed| {
        let path = path(&folder);
        tokio::spawn(async move { Sql::open(&path, &SeededEntropy::new(seed)).await })
    });
    let mut ids = Vec::new();
    for store in join_all(opening).await {
        ids.push(store.unwrap().unwrap().deployment_id().await.unwrap());
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn readers_cannot_write() {
    let (_store, folder) = fresh().await;
    let pool = readers(&path(&folder));
    let refused = sqlx::query("DELETE FROM meta").execute(&pool).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn commits_are_synced() {
    let (_store, folder) = fresh().await;
    let mut conn = writing(&path(&folder)).connect().await.unwrap();
    let full: i64 = sqlx::query_scalar("PRAGMA synchronous")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!((full, mode.as_str()), (2, "wal"));
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let (store, folder) = fresh().await;
    add(&store, "a").await.unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let mode = entry.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }
}

#[tokio::test]
async fn counters_are_bounded() {
    const FILL: &str = "
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
        INSERT INTO attempts (key, failures, last_at, previous_at)
        SELECT CAST(printf('%032d', i) AS BLOB), 3, i, 0 FROM n";
    let (store, _folder) = fresh().await;
    let fill = store.write(|conn| {
        Box::pin(async move {
            sqlx::query(FILL).bind(CAP).execute(conn).await?;
            Ok(())
        })
    });
    fill.await.unwrap();
    let (now, window) = (Timestamp(1_800_000_000), Duration::from_secs(9));
    for n in 0..3 {
        store.count_attempt([n; 32], now, window).await.unwrap();
    }
    let (kept, oldest): (i64, i64) = sqlx::query_as("SELECT COUNT(*), MIN(last_at) FROM attempts")
        .fetch_one(&store.readers)
        .await
        .unwrap();
    assert!(kept <= CAP);
    assert_eq!(oldest, 1025);
    let known = store.attempts([0; 32], now, window).await.unwrap();
    assert_eq!(known.failures, 1);
}

fn copies(folder: &TempDir) -> Vec<String> {
    let names = std::fs::read_dir(folder.path()).unwrap();
    names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("before"))
        .collect()
}

#[tokio::test]
async fn a_file_is_copied_before_it_is_migrated() {
    let (store, folder) = fresh().await;
    add(&store, "kept").await.unwrap();
    store.close().await;
    let next = Migration::new(
        1_000_000,
        "later".into(),
        MigrationType::Simple,
        SqlStr::from_static("DELETE FROM meta WHERE name = 'kept'"),
        false,
    );
    let migrations = migrate::MIGRATOR.iter().cloned().chain([next]);
    let migrator = Migrator::with_migrations(migrations.collect());
    let mut conn = writing(&path(&folder)).connect().await.unwrap();
    for _ in 0..2 {
        let run = migrate::run_those_of(&migrator, &mut conn, &path(&folder)).await;
        run.unwrap();
    }
    assert_eq!(copies(&folder), ["signet.db.before-1000000.bak"]);
    let copy = folder.path().join("signet.db.before-1000000.bak");
    let before = Sql::open(&copy, &SeededEntropy::new(1)).await.unwrap();
    assert!(has(&before, "kept").await);
    let by_an_older_signet = Sql::open(&path(&folder), &SeededEntropy::new(1)).await;
    assert!(by_an_older_signet.is_err());
}
