// Who has fetched the published keys. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use super::rows;
use crate::model::KeyReader;
use crate::oidc::ClientId;
use crate::store::{KeyReaders, MOST_KEY_READERS, Result};
use async_trait::async_trait;
use sqlx::Row as _;

statements! {
    NOTE = "
        INSERT INTO key_readers (address, user_agent, client_id, first_seen_at, last_seen_at)
        SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT),
            CAST($4 AS BIGINT), CAST($5 AS BIGINT)
        WHERE (SELECT COUNT(*) FROM key_readers) < $6
            OR EXISTS (SELECT 1 FROM key_readers WHERE address = $1 AND user_agent = $2)
        ON CONFLICT (address, user_agent) DO UPDATE SET
            client_id = COALESCE(excluded.client_id, key_readers.client_id),
            last_seen_at = CASE
                WHEN excluded.last_seen_at > key_readers.last_seen_at THEN excluded.last_seen_at
                ELSE key_readers.last_seen_at
            END";
    ALL = "
        SELECT address, user_agent, client_id, first_seen_at, last_seen_at FROM key_readers
        ORDER BY last_seen_at DESC, address, user_agent";
}

#[async_trait]
impl KeyReaders for Sql {
    async fn note_key_readers(&self, seen: Vec<KeyReader>) -> Result<()> {
        self.write(move |conn| Box::pin(note(conn, seen))).await
    }

    async fn key_readers(&self) -> Result<Vec<KeyReader>> {
        self.read(|conn| Box::pin(all(conn))).await
    }
}

async fn note(conn: &mut Conn, mut seen: Vec<KeyReader>) -> Result<()> {
    // Nodes that write at once do so in the same order.
    seen.sort_by(|one, other| {
        (&one.address, &one.user_agent).cmp(&(&other.address, &other.user_agent))
    });
    for reader in seen {
        sqlx::query(NOTE)
            .bind(reader.address)
            .bind(reader.user_agent)
            .bind(reader.client_id.map(String::from))
            .bind(reader.first_seen_at)
            .bind(reader.last_seen_at)
            .bind(i64::from(MOST_KEY_READERS))
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

async fn all(conn: &mut Conn) -> Result<Vec<KeyReader>> {
    let readers = sqlx::query(ALL)
        .try_map(|row: Row| {
            let client_id: Option<String> = row.try_get("client_id")?;
            let client_id = client_id.map(ClientId::try_from).transpose();
            Ok(KeyReader {
                address: row.try_get("address")?,
                user_agent: row.try_get("user_agent")?,
                client_id: client_id.map_err(|error| rows::undecodable("client_id", error))?,
                first_seen_at: row.try_get("first_seen_at")?,
                last_seen_at: row.try_get("last_seen_at")?,
            })
        })
        .fetch_all(conn)
        .await?;
    Ok(readers)
}
