//! Connections that break, servers that go and come back.

use super::cluster::Cluster;
use super::{Conn, Sql, add, fresh, has, insert, open};
use crate::store::contract::samples::grant;
use crate::store::{Grants, Housekeeping, Result, StoreError};
use futures_util::future::join_all;
use sqlx::{Connection, PgConnection};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

async fn in_cluster() -> (Sql, Cluster) {
    let mut cluster = Cluster::start();
    let store = open(&cluster.schema()).await;
    (store, cluster)
}

/// Fills the pool.
async fn use_all(store: &Sql) {
    for pinged in join_all((0..64).map(|_| store.ping())).await {
        pinged.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_comes_back_is_used_again() {
    let (store, mut cluster) = in_cluster().await;
    store.write(add("before")).await.unwrap();
    use_all(&store).await;
    for how in ["stop", "crash"] {
        cluster.command(how);
        let asked = Instant::now();
        for _ in 0..20 {
            let gone = store.ping().await;
            assert!(matches!(gone, Err(StoreError::Database(_))), "{gone:?}");
            assert!(store.redeem(grant(1).into()).await.is_err());
        }
        assert!(asked.elapsed() < Duration::from_secs(2));
        cluster.command("start");
        use_all(&store).await;
        assert!(has(&store, "before").await);
    }
    store.redeem(grant(1).into()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_broke_unnoticed_do_no_harm() {
    let (store, mut cluster) = in_cluster().await;
    for (how, name) in [("stop", "a"), ("crash", "b")] {
        use_all(&store).await;
        cluster.command(how);
        cluster.command("start");
        // The connections are not that old, some are taken to be good.
        assert!(!has(&store, name).await);
        use_all(&store).await;
        store.write(add(name)).await.unwrap();
        assert!(has(&store, name).await);
    }
}

/// What terminates all other connections to the database.
async fn terminate_others(url: &str) {
    let mut conn = PgConnection::connect(url).await.unwrap();
    let terminate = "
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND application_name = 'signet'";
    sqlx::query(terminate).execute(&mut conn).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_are_begun_again_on_another_connection() {
    let mut cluster = Cluster::start();
    let url = cluster.schema();
    let store = open(&url).await;
    use_all(&store).await;
    terminate_others(&url).await;
    store.write(add("whole")).await.unwrap();
    use_all(&store).await;
    terminate_others(&url).await;
    store.write_singly(add("singly")).await.unwrap();
    assert!(has(&store, "whole").await && has(&store, "singly").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_is_interrupted_happens_once() {
    let mut cluster = Cluster::start();
    let url = cluster.schema();
    let store = open(&url).await;
    let tries = Arc::new(AtomicU32::new(0));
    let (seen, address) = (Arc::clone(&tries), url.clone());
    let write = store.write(move |conn| {
        Box::pin(async move {
            insert(conn, "a").await?;
            if seen.fetch_add(1, Ordering::Relaxed) == 0 {
                terminate_others(&address).await;
            }
            insert(conn, "b").await
        })
    });
    write.await.unwrap();
    assert_eq!(tries.load(Ordering::Relaxed), 2);
    assert!(has(&store, "a").await && has(&store, "b").await);
}

#[tokio::test]
async fn a_failed_or_panicking_write_leaves_nothing() {
    let (store, _url) = fresh().await;
    let failing = store.write(|conn| {
        Box::pin(async move {
            insert(conn, "failed").await?;
            Err::<(), _>(StoreError::Taken("user name"))
        })
    });
    assert!(matches!(failing.await, Err(StoreError::Taken("user name"))));
    let panicking = write_and_panic(&store).await;
    assert!(matches!(panicking, Err(StoreError::Database(_))));
    for name in ["failed", "panicked"] {
        assert!(!has(&store, name).await);
        store.write(add(name)).await.unwrap();
    }
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

async fn nap(conn: &mut Conn) -> Result<()> {
    sqlx::query("SELECT pg_sleep(0.3)").execute(conn).await?;
    Ok(())
}

#[tokio::test]
async fn a_write_happens_though_nobody_waits_for_it() {
    let (store, url) = fresh().await;
    let slow = store.write(|conn| {
        Box::pin(async move {
            nap(conn).await?;
            insert(conn, "a").await
        })
    });
    let impatient = tokio::time::timeout(Duration::from_millis(20), slow).await;
    assert!(impatient.is_err());
    // It has been accepted, and closing waits for that.
    store.close().await;
    assert!(has(&open(&url).await, "a").await);
}

#[tokio::test]
async fn closing_waits_for_what_was_accepted() {
    let (store, url) = fresh().await;
    let slow = store.write(|conn| {
        Box::pin(async move {
            nap(conn).await?;
            insert(conn, "a").await
        })
    });
    let (written, ()) = tokio::join!(biased; slow, async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        store.close().await;
    });
    written.unwrap();
    assert!(has(&open(&url).await, "a").await);
}

#[tokio::test]
async fn too_many_that_wait_are_told_to_come_back() {
    let (store, _url) = fresh().await;
    let crowd = join_all((0..1100).map(|_| store.read(|conn| Box::pin(nap(conn)))));
    let crowd = tokio::time::timeout(Duration::from_millis(250), crowd);
    // All are begun, none has ended, but for those that found the queue full.
    assert!(crowd.await.is_err());
    let (busy, closed) = tokio::join!(store.ping(), store.close());
    assert!(matches!(busy, Err(StoreError::Busy)), "{busy:?}");
    let () = closed;
}

#[tokio::test]
async fn a_statement_does_not_run_for_ever() {
    let (store, url) = fresh().await;
    let mut conn = PgConnection::connect(&url).await.unwrap();
    let mut holding = conn.begin().await.unwrap();
    sqlx::query("LOCK TABLE meta IN ACCESS EXCLUSIVE MODE")
        .execute(&mut *holding)
        .await
        .unwrap();
    let refused = store.write(add("a")).await;
    assert!(matches!(refused, Err(StoreError::Busy)), "{refused:?}");
    holding.rollback().await.unwrap();
    store.write(add("a")).await.unwrap();
}
