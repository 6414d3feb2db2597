// Signing keys. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use super::{housekeeping, rows};
use crate::model::{KeyId, PastKey, SealedKey, SigningKey};
use crate::oidc::SigningAlgorithm;
use crate::store::{KeyChange, Result, SigningKeys};
use async_trait::async_trait;
use sqlx::Row as _;

statements! {
    ALL = "
        SELECT kid, algorithm, state, sealed, published_at, signs_from, gone_at
        FROM signing_keys ORDER BY published_at, kid";
    PUT = "
        INSERT INTO signing_keys
            (kid, algorithm, state, sealed, published_at, signs_from, gone_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (kid) DO UPDATE SET
            algorithm = excluded.algorithm,
            state = excluded.state,
            sealed = excluded.sealed,
            published_at = excluded.published_at,
            signs_from = excluded.signs_from,
            gone_at = excluded.gone_at";
    REMOVE = "DELETE FROM signing_keys WHERE kid = $1";
    BURY = "INSERT INTO gone_keys (kid) VALUES ($1) ON CONFLICT (kid) DO NOTHING";
    GONE = "SELECT kid FROM gone_keys";
    REMEMBER = "
        INSERT INTO past_keys (kid, algorithm, public_key, until) VALUES ($1, $2, $3, $4)
        ON CONFLICT (kid) DO NOTHING";
    FORGET = "DELETE FROM past_keys WHERE kid = $1";
    PAST = "SELECT kid, algorithm, public_key, until FROM past_keys ORDER BY kid";
}

#[async_trait]
impl SigningKeys for Sql {
    async fn signing_keys(&self) -> Result<Vec<SigningKey>> {
        self.read(|conn| Box::pin(all(conn))).await
    }

    async fn gone_keys(&self) -> Result<Vec<KeyId>> {
        self.read(|conn| Box::pin(gone(conn))).await
    }

    async fn past_keys(&self) -> Result<Vec<PastKey>> {
        self.read(|conn| Box::pin(past(conn))).await
    }

    async fn change_signing_keys(&self, revision: i64, changes: Vec<KeyChange>) -> Result<bool> {
        self.write(move |conn| Box::pin(change(conn, revision, changes)))
            .await
    }
}

fn key(row: &Row) -> sqlx::Result<SigningKey> {
    Ok(SigningKey {
        kid: KeyId(row.try_get("kid")?),
        algorithm: algorithm(row)?,
        state: row.try_get("state")?,
        sealed: SealedKey(row.try_get("sealed")?),
        published_at: row.try_get("published_at")?,
        signs_from: row.try_get("signs_from")?,
        gone_at: row.try_get("gone_at")?,
    })
}

fn algorithm(row: &Row) -> sqlx::Result<SigningAlgorithm> {
    let name: &str = row.try_get("algorithm")?;
    let algorithm = name.parse();
    algorithm.map_err(|error| rows::undecodable("algorithm", error))
}

async fn all(conn: &mut Conn) -> Result<Vec<SigningKey>> {
    let rows = sqlx::query(ALL)
        .try_map(|row| key(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

async fn gone(conn: &mut Conn) -> Result<Vec<KeyId>> {
    let kids = sqlx::query_scalar(GONE).fetch_all(conn).await?;
    Ok(kids.into_iter().map(KeyId).collect())
}

fn past_key(row: &Row) -> sqlx::Result<PastKey> {
    Ok(PastKey {
        kid: KeyId(row.try_get("kid")?),
        algorithm: algorithm(row)?,
        public: row.try_get("public_key")?,
        until: row.try_get("until")?,
    })
}

async fn past(conn: &mut Conn) -> Result<Vec<PastKey>> {
    let rows = sqlx::query(PAST)
        .try_map(|row| past_key(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

async fn change(conn: &mut Conn, revision: i64, changes: Vec<KeyChange>) -> Result<bool> {
    if !housekeeping::raise_revision_from(conn, housekeeping::KEYS, revision).await? {
        return Ok(false);
    }
    for change in changes {
        match change {
            KeyChange::Put(key) => put(conn, key).await?,
            KeyChange::Remove(kid) => remove(conn, kid).await?,
            KeyChange::Remember(key) => remember(conn, key).await?,
            KeyChange::Forget(kid) => forget(conn, kid).await?,
        }
    }
    Ok(true)
}

async fn put(conn: &mut Conn, key: SigningKey) -> Result<()> {
    sqlx::query(PUT)
        .bind(key.kid.0)
        .bind(key.algorithm.as_str())
        .bind(key.state)
        .bind(key.sealed.0)
        .bind(key.published_at)
        .bind(key.signs_from)
        .bind(key.gone_at)
        .execute(conn)
        .await?;
    Ok(())
}

async fn remove(conn: &mut Conn, kid: KeyId) -> Result<()> {
    sqlx::query(REMOVE).bind(&kid.0).execute(&mut *conn).await?;
    sqlx::query(BURY).bind(kid.0).execute(conn).await?;
    Ok(())
}

async fn remember(conn: &mut Conn, key: PastKey) -> Result<()> {
    sqlx::query(REMEMBER)
        .bind(key.kid.0)
        .bind(key.algorithm.as_str())
        .bind(key.public)
        .bind(key.until)
        .execute(conn)
        .await?;
    Ok(())
}

async fn forget(conn: &mut Conn, kid: KeyId) -> Result<()> {
    sqlx::query(FORGET).bind(kid.0).execute(conn).await?;
    Ok(())
}
