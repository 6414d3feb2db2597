// How much there is, and how much happened when. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use crate::clock::Timestamp;
use crate::metrics::Totals;
use crate::model::Over;
use crate::store::{Figures, Result, Tallies, Tally};
use async_trait::async_trait;
use sqlx::Row as _;

statements! {
    // By the index on the end, which is in the future for what has none yet.
    TALLY = "
        SELECT
            (
                SELECT COUNT(*) FILTER (WHERE id >= $2) FROM sessions
                WHERE COALESCE(ended_at, expires_at) > $1
            ) AS sessions,
            (SELECT COUNT(*) FROM logout_deliveries WHERE state = 'waiting') AS logouts,
            (SELECT COUNT(*) FROM mails WHERE state = 'waiting') AS mails,
            (SELECT COUNT(*) FROM webhook_deliveries WHERE state = 'waiting') AS webhooks";
    ADD = "
        INSERT INTO figures (began_at, sign_ins, failures, tokens) VALUES ($1, $2, $3, $4)
        ON CONFLICT (began_at) DO UPDATE SET
            sign_ins = figures.sign_ins + excluded.sign_ins,
            failures = figures.failures + excluded.failures,
            tokens = figures.tokens + excluded.tokens";
    SINCE = "
        SELECT began_at, sign_ins, failures, tokens FROM figures
        WHERE began_at >= $1 ORDER BY began_at";
}

#[async_trait]
impl Tallies for Sql {
    async fn tally(&self, now: Timestamp, over: Over) -> Result<Tally> {
        self.read(move |conn| Box::pin(tally(conn, now, over)))
            .await
    }

    async fn add_figures(&self, more: Figures) -> Result<()> {
        self.write_singly(move |conn| Box::pin(add(conn, more)))
            .await
    }

    async fn figures(&self, since: Timestamp) -> Result<Vec<Figures>> {
        self.read(move |conn| Box::pin(of(conn, since))).await
    }
}

async fn tally(conn: &mut Conn, now: Timestamp, over: Over) -> Result<Tally> {
    let row = sqlx::query(TALLY)
        .bind(now)
        .bind(over.first_session())
        .fetch_one(conn)
        .await?;
    Ok(Tally {
        sessions: number(&row, "sessions")?,
        logouts: number(&row, "logouts")?,
        mails: number(&row, "mails")?,
        webhooks: number(&row, "webhooks")?,
    })
}

async fn add(conn: &mut Conn, more: Figures) -> Result<()> {
    let kept = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    sqlx::query(ADD)
        .bind(more.began_at)
        .bind(kept(more.counted.sign_ins))
        .bind(kept(more.counted.failures))
        .bind(kept(more.counted.tokens))
        .execute(conn)
        .await?;
    Ok(())
}

async fn of(conn: &mut Conn, since: Timestamp) -> Result<Vec<Figures>> {
    let figures = sqlx::query(SINCE)
        .bind(since)
        .try_map(|row: Row| {
            Ok(Figures {
                began_at: row.try_get("began_at")?,
                counted: Totals {
                    sign_ins: number(&row, "sign_ins")?,
                    failures: number(&row, "failures")?,
                    tokens: number(&row, "tokens")?,
                },
            })
        })
        .fetch_all(conn)
        .await?;
    Ok(figures)
}

fn number(row: &Row, column: &str) -> sqlx::Result<u64> {
    let number: i64 = row.try_get(column)?;
    Ok(u64::try_from(number).unwrap_or(0))
}
