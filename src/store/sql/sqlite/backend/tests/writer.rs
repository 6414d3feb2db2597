//! Group commit.

use super::super::{Sql, common};
use super::{add, fresh, has, insert, open, path};
use crate::store::{Housekeeping, Result, StoreError};
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, join_all};
use sqlx::{ConnectOptions, Connection};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// Holds the writer until the sender is used or dropped, so that what is written meanwhile
/// makes one batch.
pub(super) async fn hold(store: &Arc<Sql>) -> oneshot::Sender<()> {
    let (release, released) = oneshot::channel::<()>();
    let (start, started) = oneshot::channel();
    let store = Arc::clone(store);
    tokio::spawn(async move {
        let wait = async move {
            let _ = start.send(());
            let _ = released.await;
        };
        let wait = wait.shared();
        store.write(|_| Box::pin(wait.map(Ok))).await
    });
    started.await.unwrap();
    release
}

pub(super) async fn held() -> (Arc<Sql>, tempfile::TempDir, oneshot::Sender<()>) {
    let (store, folder) = fresh().await;
    let store = Arc::new(store);
    let release = hold(&store).await;
    (store, folder, release)
}

/// Starts all of `writes`, then lets the writer go.
pub(super) async fn in_one_batch(
    release: oneshot::Sender<()>,
    writes: Vec<BoxFuture<'_, Result<()>>>,
) -> Vec<Result<()>> {
    let (done, ()) = tokio::join!(join_all(writes), async { drop(release) });
    done
}

async fn write_and_fail(store: &Sql) -> Result<()> {
    let write = store.write(|conn| {
        Box::pin(async move {
            insert(conn, "failed").await?;
            Err(StoreError::Taken("user name"))
        })
    });
    write.await
}

async fn write_and_panic(store: &Sql) -> Result<()> {
    let write = store.write(|conn| {
        Box::pin(async move {
            insert(conn, "panicked").await?;
            panic!("on purpose")
        })
    });
    write.await
}

/// What SQLite does by itself when, say, the disk is full.
async fn roll_everything_back(store: &Sql) -> Result<()> {
    let write = store.write(|conn| {
        Box::pin(async move {
            sqlx::query("ROLLBACK").execute(conn).await?;
            Err(StoreError::Busy)
        })
    });
    write.await
}

#[tokio::test]
async fn a_failing_write_leaves_its_neighbours() {
    let (store, _folder, release) = held().await;
    let writes: Vec<BoxFuture<'_, _>> = vec![
        Box::pin(add(&store, "a")),
        Box::pin(write_and_fail(&store)),
        Box::pin(add(&store, "b")),
        Box::pin(write_and_panic(&store)),
        Box::pin(add(&store, "a")),
        Box::pin(add(&store, "c")),
    ];
    let done = in_one_batch(release, writes).await;
    let kept: Vec<_> = done.iter().map(Result::is_ok).collect();
    assert_eq!(kept, [true, false, true, false, false, true]);
    assert!(matches!(done[1], Err(StoreError::Taken("user name"))));
    for name in ["a", "b", "c"] {
        assert!(has(&store, name).await);
    }
    for name in ["failed", "panicked"] {
        assert!(!has(&store, name).await);
    }
}

#[tokio::test]
async fn a_fault_that_rolls_everything_back_fails_the_batch() {
    let (store, _folder, release) = held().await;
    let writes: Vec<BoxFuture<'_, _>> = vec![
        Box::pin(add(&store, "a")),
        Box::pin(roll_everything_back(&store)),
        Box::pin(add(&store, "b")),
    ];
    for lost in in_one_batch(release, writes).await {
        assert!(matches!(lost, Err(StoreError::Database(_))));
    }
    add(&store, "c").await.unwrap();
    for (name, expected) in [("a", false), ("b", false), ("c", true)] {
        assert_eq!(has(&store, name).await, expected);
    }
}

#[tokio::test]
async fn a_commit_that_fails_fails_the_batch() {
    let (store, _folder, release) = held().await;
    let break_at_commit = store.write(|conn| {
        Box::pin(async move {
            let statements = "PRAGMA defer_foreign_keys = ON;
                 INSERT INTO passwords (user_id, hash) VALUES (x'00', '')";
            sqlx::query(statements).execute(conn).await?;
            Ok(())
        })
    });
    let writes: Vec<BoxFuture<'_, _>> = vec![
        Box::pin(add(&store, "a")),
        Box::pin(break_at_commit),
        Box::pin(add(&store, "b")),
    ];
    for lost in in_one_batch(release, writes).await {
        assert!(matches!(lost, Err(StoreError::Database(_))));
    }
    assert!(!has(&store, "a").await);
    add(&store, "a").await.unwrap();
}

#[tokio::test]
async fn a_full_queue_is_busy_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sql::open_with_queue(&path(&folder), [1; 16], 2).await;
    let store = Arc::new(store.unwrap());
    let release = hold(&store).await;
    let refused = async {
        let at_once = add(&store, "c").await;
        drop(release);
        at_once
    };
    let (a, b, c) = tokio::join!(biased; add(&store, "a"), add(&store, "b"), refused);
    a.unwrap();
    b.unwrap();
    assert!(matches!(c, Err(StoreError::Busy)));
    assert!(!has(&store, "c").await);
    add(&store, "d").await.unwrap();
}

#[tokio::test]
async fn a_write_happens_though_nobody_waits_for_it() {
    let (store, _folder, release) = held().await;
    let impatient = tokio::time::timeout(Duration::from_millis(1), add(&store, "a"));
    assert!(impatient.await.is_err());
    drop(release);
    add(&store, "b").await.unwrap();
    assert!(has(&store, "a").await);
}

#[tokio::test]
async fn closing_waits_for_what_was_accepted() {
    let (store, folder, release) = held().await;
    let closing = async {
        let mut close = store.close();
        let early = tokio::time::timeout(Duration::from_millis(20), &mut close);
        assert!(early.await.is_err());
        drop(release);
        close.await;
    };
    let (accepted, ()) = tokio::join!(biased; add(&store, "a"), closing);
    accepted.unwrap();
    assert!(!path(&folder).with_extension("db-wal").exists());
    assert!(has(&open(&folder).await, "a").await);
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
    let (written, ()) = tokio::join!(add(&store, "a"), finish);
    written.unwrap();
}
