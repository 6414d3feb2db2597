// What was answered to requests that made something. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use super::rows;
use crate::clock::Timestamp;
use crate::store::{ANSWERS_KEPT, Answers, KeptAnswer, Recording, Result, Store, StoreError};
use async_trait::async_trait;
use sqlx::Row as _;
use std::sync::Arc;

statements! {
    KEEP = "
        INSERT INTO answers (key, request, sealed, kept_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (key) DO UPDATE SET
            request = excluded.request, sealed = excluded.sealed, kept_at = excluded.kept_at
        WHERE answers.kept_at <= $5";
    ONE = "SELECT key, request, sealed, kept_at FROM answers WHERE key = $1 AND kept_at > $2";
}

#[async_trait]
impl Answers for Sql {
    fn answering(&self, answer: KeptAnswer) -> Arc<dyn Store> {
        Arc::new(self.with_answer(answer))
    }

    async fn kept_answer(&self, key: [u8; 32], now: Timestamp) -> Result<Option<KeptAnswer>> {
        self.read(move |conn| Box::pin(one(conn, key, now))).await
    }
}

/// Keeps an answer, as a part of the write that it is the answer to.
pub async fn keep(conn: &mut Conn, answer: KeptAnswer) -> Result<()> {
    let forgotten = answer.kept_at.minus(ANSWERS_KEPT);
    let kept = sqlx::query(KEEP)
        .bind(answer.key.to_vec())
        .bind(answer.request.to_vec())
        .bind(answer.sealed)
        .bind(answer.kept_at)
        .bind(forgotten)
        .execute(conn)
        .await?;
    match kept.rows_affected() {
        0 => Err(StoreError::Answered),
        _ => Ok(()),
    }
}

fn answer(row: &Row) -> sqlx::Result<KeptAnswer> {
    Ok(KeptAnswer {
        key: rows::bytes(row, "key")?,
        request: rows::bytes(row, "request")?,
        sealed: row.try_get("sealed")?,
        kept_at: row.try_get("kept_at")?,
    })
}

async fn one(conn: &mut Conn, key: [u8; 32], now: Timestamp) -> Result<Option<KeptAnswer>> {
    let row = sqlx::query(ONE)
        .bind(key.to_vec())
        .bind(now.minus(ANSWERS_KEPT))
        .try_map(|row| answer(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}
