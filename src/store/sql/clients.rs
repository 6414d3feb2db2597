// Apps. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use super::{changes, grants, hot, housekeeping, rows};
use crate::clock::Timestamp;
use crate::model::{Client, ClientSecretHash, RegistrationTokenHash, SealedSecret};
use crate::oidc::ClientId;
use crate::store::{Change, Clients, Result};
use async_trait::async_trait;
use sqlx::Row as _;
use sqlx::types::Json;
use std::sync::Arc;

macro_rules! columns {
    () => {
        "id AS client_id, secret_hash, sealed_secret, registration_token_hash, metadata, origin, \
         created_at, updated_at"
    };
}

macro_rules! insert {
    () => {
        "INSERT INTO clients (
            id, secret_hash, sealed_secret, registration_token_hash, metadata, origin,
            created_at, updated_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    };
}

statements! {
    PUT = concat!(insert!(), "
        ON CONFLICT (id) DO UPDATE SET
            secret_hash = excluded.secret_hash,
            sealed_secret = excluded.sealed_secret,
            registration_token_hash = excluded.registration_token_hash,
            metadata = excluded.metadata,
            origin = excluded.origin,
            updated_at = excluded.updated_at");
    INSERT = concat!(insert!(), " ON CONFLICT (id) DO NOTHING");
    // A write, so that nobody changes the row until the transaction ends.
    HOLD = concat!("UPDATE clients SET id = id WHERE id = $1 RETURNING ", columns!());
    ONE = concat!("SELECT ", columns!(), " FROM clients WHERE id = $1");
    ALL = concat!("SELECT ", columns!(), " FROM clients ORDER BY id");
    REMOVE = "DELETE FROM clients WHERE id = $1";
}

#[async_trait]
impl Clients for Sql {
    async fn put_client(&self, client: Client) -> Result<()> {
        self.write(move |conn| Box::pin(put(conn, client))).await
    }

    async fn client(&self, id: &ClientId) -> Result<Option<Arc<Client>>> {
        Ok(hot::client(self, id).await?.map(Arc::new))
    }

    async fn clients(&self) -> Result<Vec<Client>> {
        self.read(|conn| Box::pin(all(conn))).await
    }

    async fn remove_client(&self, id: &ClientId, now: Timestamp) -> Result<bool> {
        let id = id.clone();
        self.write(move |conn| Box::pin(remove(conn, id, now)))
            .await
    }
}

/// A row of [`columns`].
pub fn client(row: &Row) -> sqlx::Result<Client> {
    Ok(Client {
        id: rows::client_id(row)?,
        secret_hash: rows::maybe_bytes(row, "secret_hash")?.map(ClientSecretHash),
        sealed_secret: row
            .try_get::<Option<String>, _>("sealed_secret")?
            .map(SealedSecret),
        registration_token_hash: rows::maybe_bytes(row, "registration_token_hash")?
            .map(RegistrationTokenHash),
        metadata: rows::json(row, "metadata")?,
        origin: row.try_get("origin")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
    })
}

async fn all(conn: &mut Conn) -> Result<Vec<Client>> {
    let rows = sqlx::query(ALL)
        .try_map(|row| client(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

/// A client that nobody else changes until the operation ends, as a part of it.
pub async fn hold(conn: &mut Conn, id: &ClientId) -> Result<Option<Client>> {
    let row = sqlx::query(HOLD)
        .bind(id.as_str())
        .try_map(|row| client(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

/// Makes a client or replaces it, as a part of another operation.
pub async fn put(conn: &mut Conn, client: Client) -> Result<()> {
    write(conn, PUT, client).await.map(drop)
}

/// Makes of the client `before` what is `after`, as a part of another operation. What it was granted
/// without anybody's consent ends with the trust in it (security A20, B13).
pub async fn replace(
    conn: &mut Conn,
    before: &Client,
    after: Client,
    now: Timestamp,
) -> Result<()> {
    if before.is_trusted() && !after.is_trusted() {
        grants::end_all_at(conn, &before.id, now).await?;
        changes::note(conn, Change::Everybody).await?;
    }
    put(conn, after).await
}

/// Makes a client unless there is one with its id, as a part of another operation; tells whether
/// it did.
pub async fn insert(conn: &mut Conn, client: Client) -> Result<bool> {
    write(conn, INSERT, client).await
}

async fn write(conn: &mut Conn, statement: &'static str, client: Client) -> Result<bool> {
    let written = sqlx::query(statement)
        .bind(client.id.as_str())
        .bind(client.secret_hash.map(|hash| hash.0.to_vec()))
        .bind(client.sealed_secret.map(|secret| secret.0))
        .bind(client.registration_token_hash.map(|hash| hash.0.to_vec()))
        .bind(Json(&client.metadata))
        .bind(client.origin)
        .bind(client.created_at)
        .bind(client.updated_at)
        .execute(&mut *conn)
        .await?;
    housekeeping::raise_revision(conn, housekeeping::CLIENTS).await?;
    Ok(written.rows_affected() > 0)
}

/// Has clients know a group by another name, as a part of another operation.
pub async fn follow_group(
    conn: &mut Conn,
    before: &str,
    after: &str,
    now: Timestamp,
) -> Result<()> {
    for seen in all(conn).await? {
        let mut metadata = seen.metadata;
        if !metadata.rename_group(before, after) {
            continue;
        }
        // As it is now, which may be another than it was seen.
        if let Some(mut client) = hold(conn, &seen.id).await? {
            client.metadata.rename_group(before, after);
            client.updated_at = now;
            put(conn, client).await?;
        }
    }
    Ok(())
}

/// Removes a client, as a part of another operation. Consents go by the foreign key.
pub async fn remove(conn: &mut Conn, id: ClientId, now: Timestamp) -> Result<bool> {
    grants::end_all_at(conn, &id, now).await?;
    let removed = sqlx::query(REMOVE)
        .bind(id.as_str())
        .execute(&mut *conn)
        .await?;
    changes::note(conn, Change::Everybody).await?;
    if removed.rows_affected() == 0 {
        return Ok(false);
    }
    housekeeping::raise_revision(conn, housekeeping::CLIENTS).await?;
    Ok(true)
}
