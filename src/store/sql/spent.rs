// What may be used once. Mounted by `mod.rs`.

use super::backend::{Conn, Sql};
use crate::clock::Timestamp;
use crate::store::{Result, Spent};
use async_trait::async_trait;

statements! {
    SPEND = "
        INSERT INTO spent (key, expires_at) VALUES ($1, $2)
        ON CONFLICT (key) DO NOTHING";
    IS_SPENT = "SELECT EXISTS (SELECT 1 FROM spent WHERE key = $1)";
}

#[async_trait]
impl Spent for Sql {
    async fn spend(&self, key: [u8; 32], expires_at: Timestamp) -> Result<bool> {
        self.write_singly(move |conn| Box::pin(spend(conn, key, expires_at)))
            .await
    }

    async fn is_spent(&self, key: [u8; 32]) -> Result<bool> {
        self.read(move |conn| Box::pin(is_spent(conn, key))).await
    }
}

/// Notes a use, as a part of another operation; tells whether it is the first.
pub async fn spend(conn: &mut Conn, key: [u8; 32], expires_at: Timestamp) -> Result<bool> {
    let inserted = sqlx::query(SPEND)
        .bind(key.to_vec())
        .bind(expires_at)
        .execute(conn)
        .await?;
    Ok(inserted.rows_affected() > 0)
}

async fn is_spent(conn: &mut Conn, key: [u8; 32]) -> Result<bool> {
    let found = sqlx::query_scalar(IS_SPENT)
        .bind(key.to_vec())
        .fetch_one(conn)
        .await?;
    Ok(found)
}
