//! Group commit of hot operations, and what they share with the others.

use super::super::{Sql, common, whole, writing_hot};
use super::writer::{held, hold, in_one_batch};
use super::{add, fresh, has, open, path};
use crate::store::{Housekeeping, Result, StoreError};
use futures_util::future::BoxFuture;
use rusqlite::Connection;
use sqlx::{ConnectOptions, Connection as _};
use std::sync::Arc;
use std::time::Duration;

fn insert(conn: &Connection, name: &str) -> Result<()> {
    conn.execute("INSERT INTO meta (name, value) VALUES (?1, x'00')", [name])?;
    Ok(())
}

async fn add_hot(store: &Sql, name: &'static str) -> Result<()> {
    store.write_hot(move |conn| insert(conn, name)).await
}

async fn write_and_fail(store: &Sql) -> Result<()> {
    let write = store.write_hot(|conn| {
        whole(conn, |conn| {
            insert(conn, "failed")?;
            Err(StoreError::Taken("user name"))
        })
    });
    write.await
}

async fn write_and_panic(store: &Sql) -> Result<()> {
    let write = store.write_hot(|conn| {
        whole(conn, |conn| {
            insert(conn, "panicked")?;
            panic!("on purpose")
        })
    });
    write.await
}

/// Carries out statements that return nothing.
async fn run(store: &Sql, statements: &'static str) -> Result<()> {
    let write = store.write_hot(|conn| Ok(conn.execute_batch(statements)?));
    write.await
}

/// What SQLite does by itself when, say, the disk is full.
async fn roll_everything_back(store: &Sql) -> Result<()> {
    let write = store.write_hot(|conn| {
        conn.execute_batch("ROLLBACK")?;
        Err(StoreError::Busy)
    });
    write.await
}

/// A statement of more pages than there are left.
async fn fill(store: &Sql) -> Result<()> {
    run(
        store,
        "INSERT INTO meta (name, value) VALUES ('large', zeroblob(1000000))",
    )
    .await
}

#[tokio::test]
async fn a_failing_write_leaves_its_neighbours_in_both_lanes() {
    let (store, _folder, release) = held().await;
    let writes: Vec<BoxFuture<'_, _>> = vec![
        Box::pin(add_hot(&store, "a")),
        Box::pin(write_and_fail(&store)),
        Box::pin(add(&store, "b")),
        Box::pin(write_and_panic(&store)),
        Box::pin(add_hot(&store, "a")),
        Box::pin(add_hot(&store, "c")),
        Box::pin(add(&store, "a")),
    ];
    let done = in_one_batch(release, writes).await;
    let kept: Vec<_> = done.iter().map(Result::is_ok).collect();
    assert_eq!(kept, [true, false, true, false, false, true, false]);
    assert!(matches!(done[1], Err(StoreError::Taken("user name"))));
    for name in ["a", "b", "c"] {
        assert!(has(&store, name).await);
    }
    for name in ["failed", "panicked"] {
        assert!(!has(&store, name).await);
    }
}

#[tokio::test]
async fn a_fault_that_rolls_everything_back_fails_its_lane() {
    let (store, _folder, release) = held().await;
    let writes: Vec<BoxFuture<'_, _>> = vec![
        Box::pin(add_hot(&store, "a")),
        Box::pin(roll_everything_back(&store)),
        Box::pin(add_hot(&store, "b")),
        Box::pin(add(&store, "c")),
    ];
    let done = in_one_batch(release, writes).await;
    for lost in &done[..3] {
        assert!(matches!(lost, Err(StoreError::Database(_))));
    }
    assert!(done[3].is_ok());
    add_hot(&store, "d").await.unwrap();
    for (name, expected) in [("a", false), ("b", false), ("c", true), ("d", true)] {
        assert_eq!(has(&store, name).await, expected);
    }
}

#[tokio::test]
async fn a_commit_that_fails_fails_the_batch() {
    let (store, _folder, release) = held().await;
    let break_at_commit = "PRAGMA defer_foreign_keys = ON;
        INSERT INTO passwords (user_id, hash) VALUES (x'00', '')";
    let writes: Vec<BoxFuture<'_, _>> = vec![
        Box::pin(add_hot(&store, "a")),
        Box::pin(run(&store, break_at_commit)),
        Box::pin(add_hot(&store, "b")),
    ];
    for lost in in_one_batch(release, writes).await {
        assert!(matches!(lost, Err(StoreError::Database(_))));
    }
    assert!(!has(&store, "a").await);
    add_hot(&store, "a").await.unwrap();
}

#[tokio::test]
async fn writes_go_on_once_the_disk_has_room() {
    let (store, _folder) = fresh().await;
    run(&store, "PRAGMA max_page_count = 1").await.unwrap();
    for _ in 0..2 {
        assert!(matches!(fill(&store).await, Err(StoreError::Database(_))));
    }
    run(&store, "PRAGMA max_page_count = 1000000")
        .await
        .unwrap();
    fill(&store).await.unwrap();
    assert!(has(&store, "large").await);
}

#[tokio::test]
async fn a_full_queue_is_busy_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sql::open_with_queue(&path(&folder), [1; 16], 2).await;
    let store = Arc::new(store.unwrap());
    let release = hold(&store).await;
    let refused = async {
        let at_once = add_hot(&store, "c").await;
        drop(release);
        at_once
    };
    let (a, b, c) = tokio::join!(biased; add(&store, "a"), add_hot(&store, "b"), refused);
    a.unwrap();
    b.unwrap();
    assert!(matches!(c, Err(StoreError::Busy)));
    assert!(!has(&store, "c").await);
}

#[tokio::test]
async fn a_write_happens_though_nobody_waits_for_it() {
    let (store, _folder, release) = held().await;
    let impatient = tokio::time::timeout(Duration::from_millis(1), add_hot(&store, "a"));
    assert!(impatient.await.is_err());
    drop(release);
    add_hot(&store, "b").await.unwrap();
    assert!(has(&store, "a").await);
}

#[tokio::test]
async fn closing_waits_for_what_was_accepted() {
    let (store, folder, release) = held().await;
    let closing = async {
        drop(release);
        store.close().await;
    };
    let (accepted, ()) = tokio::join!(biased; add_hot(&store, "a"), closing);
    accepted.unwrap();
    assert!(!path(&folder).with_extension("db-wal").exists());
    assert!(has(&open(&folder).await, "a").await);
    assert!(add_hot(&store, "b").await.is_err());
}

#[tokio::test]
async fn a_write_waits_for_another_process() {
    let (store, folder) = fresh().await;
    let mut other = common(&path(&folder)).connect().await.unwrap();
    let transaction = other.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let finish = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        transaction.commit().await.unwrap();
    };
    let (written, ()) = tokio::join!(add_hot(&store, "a"), finish);
    written.unwrap();
}

#[tokio::test]
async fn commits_are_synced() {
    let (_store, folder) = fresh().await;
    let conn = writing_hot(&path(&folder)).unwrap();
    let ask = |name| conn.pragma_query_value(None, name, |row| row.get::<_, String>(0));
    assert_eq!(ask("journal_mode").unwrap(), "wal");
    let ask = |name| conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    assert_eq!(ask("synchronous").unwrap(), 2);
    assert_eq!(ask("foreign_keys").unwrap(), 1);
    assert_eq!(ask("wal_autocheckpoint").unwrap(), 4000);
}
