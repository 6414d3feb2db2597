//! The contract on PostgreSQL, and what is PostgreSQL's own.

#[path = "../../../../../tests/it/harness/cluster.rs"]
mod cluster;
mod connections;
mod portable;
mod schema;
mod statements;
mod together;

mod contract {
    crate::store::contract::contract_tests!(super::super::fresh);
}

use super::{Conn, Sql};
use crate::entropy::SeededEntropy;
use crate::store::Result;
use futures_util::future::BoxFuture;
use std::path::Path;

async fn open(url: &str) -> Sql {
    let address = url.parse().expect("an address");
    let opened = Sql::open(address, Path::new("."), &SeededEntropy::new(1)).await;
    opened.expect("opened")
}

/// A store in a schema of its own, and where that is.
async fn fresh() -> (Sql, String) {
    let url = cluster::schema();
    (open(&url).await, url)
}

/// A write that adds `name` to the table `meta`, and fails if it is there.
fn add(
    name: &'static str,
) -> impl for<'c> FnOnce(&'c mut Conn) -> BoxFuture<'c, Result<()>> + Clone {
    move |conn| Box::pin(insert(conn, name))
}

async fn insert(conn: &mut Conn, name: &'static str) -> Result<()> {
    sqlx::query("INSERT INTO meta (name, value) VALUES ($1, '')")
        .bind(name)
        .execute(conn)
        .await?;
    Ok(())
}

async fn has(store: &Sql, name: &'static str) -> bool {
    let found = store.read(move |conn| {
        Box::pin(async move {
            let found = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM meta WHERE name = $1)")
                .bind(name)
                .fetch_one(conn)
                .await?;
            Ok(found)
        })
    });
    found.await.expect("read")
}
