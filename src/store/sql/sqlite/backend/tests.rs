//! The contract on SQLite, and what is SQLite's own.

mod file;
mod hot;
mod looks;
mod statements;
mod writer;

mod contract {
    crate::store::contract::contract_tests!(super::super::fresh);
}

use super::{Conn, Sql};
use crate::entropy::SeededEntropy;
use crate::store::Result;
use std::path::PathBuf;
use tempfile::TempDir;

fn path(folder: &TempDir) -> PathBuf {
    folder.path().join("signet.db")
}

async fn open(folder: &TempDir) -> Sql {
    let opened = Sql::open(&path(folder), &SeededEntropy::new(1)).await;
    opened.expect("opened")
}

async fn fresh() -> (Sql, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    (open(&folder).await, folder)
}

/// A write that adds `name` to the table `meta`, and fails if it is there.
async fn add(store: &Sql, name: &'static str) -> Result<()> {
    store.write(move |conn| Box::pin(insert(conn, name))).await
}

async fn insert(conn: &mut Conn, name: &'static str) -> Result<()> {
    sqlx::query("INSERT INTO meta (name, value) VALUES ($1, x'00')")
        .bind(name)
        .execute(conn)
        .await?;
    Ok(())
}

async fn has(store: &Sql, name: &str) -> bool {
    sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM meta WHERE name = $1)")
        .bind(name)
        .fetch_one(&store.readers)
        .await
        .expect("read")
}
