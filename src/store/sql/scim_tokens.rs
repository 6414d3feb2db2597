// What other systems prove themselves by. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use super::rows;
use crate::clock::Timestamp;
use crate::model::{Role, ScimToken, ScimTokenHash, ScimTokenId};
use crate::store::{Result, ScimTokens, StoreError};
use async_trait::async_trait;
use sqlx::Row as _;

macro_rules! columns {
    () => {
        "id, name, secret_hash, role, created_at, last_used_at"
    };
}

statements! {
    INSERT = concat!(
        "INSERT INTO scim_tokens (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (name) DO NOTHING",
    );
    ONE = concat!("SELECT ", columns!(), " FROM scim_tokens WHERE id = $1");
    ALL = concat!("SELECT ", columns!(), " FROM scim_tokens ORDER BY name");
    REMOVE = "DELETE FROM scim_tokens WHERE id = $1";
    TOUCH = "
        UPDATE scim_tokens SET last_used_at = $2
        WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)";
}

#[async_trait]
impl ScimTokens for Sql {
    async fn create_scim_token(&self, token: ScimToken) -> Result<()> {
        self.write(move |conn| Box::pin(create(conn, token))).await
    }

    async fn scim_token(&self, id: ScimTokenId) -> Result<Option<ScimToken>> {
        self.read(move |conn| Box::pin(one(conn, id))).await
    }

    async fn scim_tokens(&self) -> Result<Vec<ScimToken>> {
        self.read(|conn| Box::pin(all(conn))).await
    }

    async fn remove_scim_token(&self, id: ScimTokenId) -> Result<bool> {
        self.write(move |conn| Box::pin(remove(conn, id))).await
    }

    async fn touch_scim_tokens(&self, used: Vec<(ScimTokenId, Timestamp)>) -> Result<()> {
        self.write(move |conn| Box::pin(touch(conn, used))).await
    }
}

fn token(row: &Row) -> sqlx::Result<ScimToken> {
    let role: Result<Role, _> = row.try_get::<&str, _>("role")?.parse();
    Ok(ScimToken {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        secret_hash: ScimTokenHash(rows::bytes(row, "secret_hash")?),
        role: role.map_err(|error| rows::undecodable("role", error))?,
        created_at: row.try_get("created_at")?,
        last_used_at: row.try_get("last_used_at")?,
    })
}

async fn create(conn: &mut Conn, token: ScimToken) -> Result<()> {
    let made = sqlx::query(INSERT)
        .bind(token.id)
        .bind(token.name)
        .bind(token.secret_hash.0.to_vec())
        .bind(token.role.to_string())
        .bind(token.created_at)
        .bind(token.last_used_at)
        .execute(conn)
        .await?;
    match made.rows_affected() {
        0 => Err(StoreError::Taken("token name")),
        _ => Ok(()),
    }
}

async fn one(conn: &mut Conn, id: ScimTokenId) -> Result<Option<ScimToken>> {
    let row = sqlx::query(ONE)
        .bind(id)
        .try_map(|row| token(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

async fn all(conn: &mut Conn) -> Result<Vec<ScimToken>> {
    let rows = sqlx::query(ALL)
        .try_map(|row| token(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

async fn remove(conn: &mut Conn, id: ScimTokenId) -> Result<bool> {
    let removed = sqlx::query(REMOVE).bind(id).execute(conn).await?;
    Ok(removed.rows_affected() > 0)
}

async fn touch(conn: &mut Conn, mut used: Vec<(ScimTokenId, Timestamp)>) -> Result<()> {
    // Nodes that write at once do so in the same order.
    used.sort_unstable();
    for (id, at) in used {
        sqlx::query(TOUCH)
            .bind(id)
            .bind(at)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}
