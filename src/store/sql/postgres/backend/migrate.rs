//! Brings the tables up to date.

use super::pool::Pool;
use super::{Conn, failure, lock};
use crate::store::Result;
use crate::store::sql::locks::Lock;
use crate::store::sql::postgres::housekeeping;
use sqlx::Connection;
use sqlx::migrate::Migrator;

/// The lock is ours, and for the transaction, so that nothing is left of it when a node dies.
static MIGRATOR: Migrator = Migrator {
    locking: false,
    ..sqlx::migrate!("migrations/postgres")
};

/// Carries out what is new since the database was last opened, all of it or nothing. Of nodes
/// that start at once, the first does it.
pub async fn run(pool: &Pool, new_id: [u8; 16]) -> Result<()> {
    let mut conn = pool.connect().await?;
    // Others may be at it, and it may take as long as it takes.
    sqlx::query("SET statement_timeout = 0").execute(&mut conn).await?;
    sqlx::query("SET lock_timeout = 0").execute(&mut conn).await?;
    warn_of_lost_writes(&mut conn).await?;
    let mut transaction = conn.begin().await?;
    lock(&mut transaction, Lock::Migration).await?;
    let migrated = MIGRATOR.run_direct(None, &mut *transaction, false).await;
    migrated.map_err(failure)?;
    housekeeping::make_deployment_id(&mut transaction, new_id).await?;
    transaction.commit().await?;
    let _ = conn.close().await;
    Ok(())
}

/// What the server does on a commit is the operator's choice; that it loses answered sign-ins
/// should be a known one.
async fn warn_of_lost_writes(conn: &mut Conn) -> Result<()> {
    for setting in ["fsync", "synchronous_commit"] {
        let value: String = sqlx::query_scalar("SELECT current_setting($1)")
            .bind(setting)
            .fetch_one(&mut *conn)
            .await?;
        if value == "off" {
            tracing::warn!("PostgreSQL runs with {setting} = off: a crash may lose what was answered");
        }
    }
    Ok(())
}
