//! What lies in the database, as somebody who steals it sees it.

use super::TestServer;
use sqlx::postgres::{PgConnection, PgRow};
use sqlx::{AssertSqlSafe, Column, Connection, Row, TypeInfo, ValueRef};
use std::path::Path;

/// Everything that `server` has written: its folder, and its PostgreSQL database where it has one.
pub async fn stored(server: &TestServer) -> Vec<u8> {
    let mut bytes = files(&server.services.config.data_dir);
    if let Some(url) = server.database() {
        let mut conn = PgConnection::connect(url).await.unwrap();
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()";
        let tables: Vec<String> = sqlx::query_scalar(tables)
            .fetch_all(&mut conn)
            .await
            .unwrap();
        assert!(tables.len() > 5);
        for table in tables {
            let all = AssertSqlSafe(format!("SELECT * FROM {table}"));
            let rows = sqlx::query(all).fetch_all(&mut conn).await.unwrap();
            for row in &rows {
                append(&mut bytes, row);
            }
        }
    }
    bytes
}

/// The rows of all tables but what a background job writes of strangers, in bounded number.
pub async fn rows(server: &TestServer) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(url) = server.database() {
        let mut conn = PgConnection::connect(url).await.unwrap();
        let tables = "SELECT tablename::text FROM pg_tables
            WHERE schemaname = current_schema() AND tablename <> 'event_notes' ORDER BY 1";
        let tables: Vec<String> = sqlx::query_scalar(tables)
            .fetch_all(&mut conn)
            .await
            .unwrap();
        for table in tables {
            let rows = AssertSqlSafe(format!("SELECT t::text FROM {table} AS t ORDER BY 1"));
            let rows: Vec<String> = sqlx::query_scalar(rows).fetch_all(&mut conn).await.unwrap();
            all.extend(rows);
        }
        return all;
    }
    let path = server.services.config.data_dir.join("signet.db");
    let conn = rusqlite::Connection::open(path).unwrap();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'event_notes'";
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = conn.prepare(sql).unwrap();
        let found = statement.query_map([], |row| row.get(0)).unwrap();
        found.map(Result::unwrap).collect()
    };
    for table in texts(tables) {
        let columns = texts(&format!(
            "SELECT 'quote(\"' || name || '\")' FROM pragma_table_info('{table}')"
        ));
        let columns = columns.join(" || ',' || ");
        all.extend(texts(&format!("SELECT {columns} FROM \"{table}\"")));
    }
    all
}

fn append(bytes: &mut Vec<u8>, row: &PgRow) {
    for column in row.columns() {
        let value = row.try_get_raw(column.ordinal()).unwrap();
        // In the binary form bytes and text stand as they are.
        if !value.is_null() {
            bytes.extend(value.as_bytes().unwrap());
            bytes.extend(value.type_info().name().as_bytes());
        }
    }
}

/// Every file below `folder`, one after the other.
fn files(folder: &Path) -> Vec<u8> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                std::fs::read(&path).unwrap()
            }
        })
        .collect()
}

/// Whether `needle` is somewhere in `haystack`.
pub fn holds(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}
