//! What nearly every request needs, on PostgreSQL: sqlx as everywhere, one round trip each.

pub mod grants;

use super::backend::Sql;
use super::{clients, consents, sessions, users};
use crate::clock::Timestamp;
use crate::model::{Client, Consent, Session, SessionId, User, UserId};
use crate::oidc::ClientId;
use crate::store::Result;

/// See [`crate::store::Clients::client`].
pub async fn client(store: &Sql, id: &ClientId) -> Result<Option<Client>> {
    let id = id.clone();
    store
        .read(move |conn| {
            Box::pin(async move {
                let row = sqlx::query(clients::ONE)
                    .bind(id.as_str())
                    .try_map(|row| clients::client(&row))
                    .fetch_optional(conn)
                    .await?;
                Ok(row)
            })
        })
        .await
}

/// See [`crate::store::Consents::consent`].
pub async fn consent(store: &Sql, user: UserId, client: &ClientId) -> Result<Option<Consent>> {
    let client = client.clone();
    store
        .read(move |conn| Box::pin(consents::one(conn, user, client)))
        .await
}

/// See [`crate::store::Sessions::session`].
pub async fn session(store: &Sql, id: SessionId) -> Result<Option<Session>> {
    store
        .read(move |conn| {
            Box::pin(async move {
                let row = sqlx::query(sessions::ONE)
                    .bind(id)
                    .try_map(|row| sessions::session(&row))
                    .fetch_optional(conn)
                    .await?;
                Ok(row)
            })
        })
        .await
}

/// See [`crate::store::Sessions::touch_sessions`].
pub async fn touch_sessions(store: &Sql, seen: Vec<(SessionId, Timestamp)>) -> Result<()> {
    store
        .write(move |conn| {
            Box::pin(async move {
                for (id, at) in seen {
                    sqlx::query(sessions::TOUCH)
                        .bind(id)
                        .bind(at)
                        .execute(&mut *conn)
                        .await?;
                }
                Ok(())
            })
        })
        .await
}

/// See [`crate::store::Users::user`].
pub async fn user(store: &Sql, id: UserId) -> Result<Option<User>> {
    store
        .read(move |conn| {
            Box::pin(async move {
                let row = sqlx::query(users::ONE)
                    .bind(id)
                    .try_map(|row| users::user(&row))
                    .fetch_optional(conn)
                    .await?;
                Ok(row)
            })
        })
        .await
}
