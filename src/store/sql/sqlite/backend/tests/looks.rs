//! Looking things up inline.

use super::{Sql, add, fresh, path};
use crate::store::{Housekeeping, Result};
use std::sync::Arc;

fn sees(store: &Sql, name: &str) -> Result<bool> {
    store.look(|conn| {
        let sql = "SELECT EXISTS (SELECT 1 FROM meta WHERE name = ?1)";
        let mut statement = conn.prepare_cached(sql)?;
        Ok(statement.query_row([name], |row| row.get(0))?)
    })
}

#[tokio::test]
async fn a_look_sees_what_was_answered() {
    let (store, _folder) = fresh().await;
    for name in ["a", "b", "c"] {
        assert!(!sees(&store, name).unwrap());
        add(&store, name).await.unwrap();
        assert!(sees(&store, name).unwrap());
    }
}

#[tokio::test]
async fn a_look_cannot_write() {
    let (store, _folder) = fresh().await;
    let written = store.look(|conn| Ok(conn.execute("DELETE FROM meta", [])?));
    assert!(written.is_err());
}

#[tokio::test]
async fn a_look_that_panics_leaves_the_next_alone() {
    let (store, _folder) = fresh().await;
    let store = Arc::new(store);
    let other = Arc::clone(&store);
    let panicking = std::thread::spawn(move || other.look::<()>(|_| panic!("on purpose")));
    assert!(panicking.join().is_err());
    assert!(sees(&store, "deployment_id").unwrap());
}

#[tokio::test]
async fn more_looks_at_once_than_connections_wait_for_each_other() {
    let (store, _folder) = fresh().await;
    std::thread::scope(|scope| {
        let looks: Vec<_> = (0..64)
            .map(|_| scope.spawn(|| (0..50).all(|_| sees(&store, "deployment_id").unwrap())))
            .collect();
        assert!(looks.into_iter().all(|look| look.join().unwrap()));
    });
}

#[tokio::test]
async fn closing_closes_the_looks_of_all_threads() {
    let (store, folder) = fresh().await;
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| sees(&store, "a").unwrap());
        }
    });
    add(&store, "a").await.unwrap();
    store.close().await;
    assert!(!path(&folder).with_extension("db-wal").exists());
    assert!(sees(&store, "a").is_err());
}
