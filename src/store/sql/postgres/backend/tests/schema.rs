//! Migrations: the same outcome as on SQLite, once, by whoever comes first.

use super::{Sql, add, cluster, fresh, has, open};
use crate::entropy::SeededEntropy;
use crate::store::Housekeeping;
use crate::store::sql::sqlite;
use futures_util::future::join_all;
use std::path::Path;
use sqlx::{Connection, PgConnection, SqliteConnection};

/// Tables, columns, and whether they may be null. Only here do changes need their transaction.
const COLUMNS_OF_SQLITE: &str = "
    SELECT t.name, c.name, c.\"notnull\" = 0 FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
    WHERE t.type = 'table' AND t.name NOT LIKE '\\_%' ESCAPE '\\'
    ORDER BY 1, 2";
const COLUMNS_OF_POSTGRES: &str = "
    SELECT table_name::text, column_name::text, is_nullable = 'YES' FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_%'
        AND column_name <> 'transaction_id'
    ORDER BY table_name COLLATE \"C\", column_name COLLATE \"C\"";

/// Indexes that have a name of ours, and their tables.
const INDEXES_OF_SQLITE: &str = "
    SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL
    ORDER BY 1";
const INDEXES_OF_POSTGRES: &str = "
    SELECT indexname::text, tablename::text FROM pg_indexes
    WHERE schemaname = current_schema() AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key\\_key'
    ORDER BY indexname COLLATE \"C\"";

#[tokio::test]
async fn both_databases_have_the_same_tables() {
    let (_store, url) = fresh().await;
    let mut here = PgConnection::connect(&url).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signet.db");
    let _there = sqlite::Sql::open(&path, &SeededEntropy::new(1)).await;
    let mut there = SqliteConnection::connect(path.to_str().unwrap()).await.unwrap();

    let columns: Vec<(String, String, bool)> =
        sqlx::query_as(COLUMNS_OF_POSTGRES).fetch_all(&mut here).await.unwrap();
    let expected: Vec<(String, String, bool)> =
        sqlx::query_as(COLUMNS_OF_SQLITE).fetch_all(&mut there).await.unwrap();
    assert!(expected.len() > 50);
    assert_eq!(columns, expected);

    let indexes: Vec<(String, String)> =
        sqlx::query_as(INDEXES_OF_POSTGRES).fetch_all(&mut here).await.unwrap();
    let expected: Vec<(String, String)> =
        sqlx::query_as(INDEXES_OF_SQLITE).fetch_all(&mut there).await.unwrap();
    assert!(expected.len() > 5);
    assert_eq!(indexes, expected);
}

#[tokio::test]
async fn reopening_keeps_everything() {
    let (store, url) = fresh().await;
    store.write(add("kept")).await.unwrap();
    let id = store.deployment_id().await.unwrap();
    store.close().await;
    let options = url.parse().unwrap();
    let again = Sql::open(options, Path::new("."), &SeededEntropy::new(2)).await.unwrap();
    assert!(has(&again, "kept").await);
    assert_eq!(again.deployment_id().await.unwrap(), id);
}

#[tokio::test]
async fn many_nodes_may_open_an_empty_database_at_once() {
    let url = cluster::schema();
    let opening = (0..6).map(|seed| {
        let options = url.parse().unwrap();
        tokio::spawn(async move { Sql::open(options, Path::new("."), &SeededEntropy::new(seed)).await })
    });
    let mut ids = Vec::new();
    for store in join_all(opening).await {
        ids.push(store.unwrap().unwrap().deployment_id().await.unwrap());
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn a_database_of_a_newer_signet_is_left_alone() {
    let (store, url) = fresh().await;
    store.close().await;
    let mut conn = PgConnection::connect(&url).await.unwrap();
    let later = "UPDATE _sqlx_migrations SET version = 1000000 WHERE version = 1";
    sqlx::query(later).execute(&mut conn).await.unwrap();
    let refused = Sql::open(url.parse().unwrap(), Path::new("."), &SeededEntropy::new(1)).await;
    assert!(refused.is_err());
    sqlx::query("UPDATE _sqlx_migrations SET version = 1 WHERE version = 1000000")
        .execute(&mut conn)
        .await
        .unwrap();
    open(&url).await.ping().await.unwrap();
}
