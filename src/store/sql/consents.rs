// What people allowed apps to have. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, Row, Sql, lock};
use super::{changes, grants, hot, rows};
use crate::clock::Timestamp;
use crate::model::{Consent, UserId};
use crate::oidc::ClientId;
use crate::store::{Change, Consents, Result};
use async_trait::async_trait;
use sqlx::Row as _;

statements! {
    ONE = "
        SELECT user_id, client_id, scope, granted_at FROM consents
        WHERE user_id = $1 AND client_id = $2";
    OF_USER = "
        SELECT user_id, client_id, scope, granted_at FROM consents
        WHERE user_id = $1 ORDER BY granted_at DESC, client_id";
    PUT = "
        INSERT INTO consents (user_id, client_id, scope, granted_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id, client_id) DO UPDATE SET
            scope = excluded.scope,
            granted_at = excluded.granted_at";
    REMOVE = "DELETE FROM consents WHERE user_id = $1 AND client_id = $2";
}

#[async_trait]
impl Consents for Sql {
    async fn consent(&self, user: UserId, client: &ClientId) -> Result<Option<Consent>> {
        hot::consent(self, user, client).await
    }

    async fn consents_of(&self, user: UserId) -> Result<Vec<Consent>> {
        self.read(move |conn| Box::pin(of_user(conn, user))).await
    }

    async fn remember_consent(&self, consent: Consent) -> Result<()> {
        self.write(move |conn| Box::pin(remember(conn, consent)))
            .await
    }

    async fn revoke_consent(
        &self,
        user: UserId,
        client: &ClientId,
        now: Timestamp,
    ) -> Result<bool> {
        let client = client.clone();
        self.write(move |conn| Box::pin(revoke(conn, user, client, now)))
            .await
    }
}

/// A row of a consent.
pub fn consent(row: &Row) -> sqlx::Result<Consent> {
    Ok(Consent {
        user_id: row.try_get("user_id")?,
        client_id: rows::client_id(row)?,
        scope: rows::scope(row)?,
        granted_at: row.try_get("granted_at")?,
    })
}

/// What `user` allowed `client`, as a part of another operation.
pub async fn one(conn: &mut Conn, user: UserId, client: ClientId) -> Result<Option<Consent>> {
    let row = sqlx::query(ONE)
        .bind(user)
        .bind(client.as_str())
        .try_map(|row| consent(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

async fn of_user(conn: &mut Conn, user: UserId) -> Result<Vec<Consent>> {
    let rows = sqlx::query(OF_USER)
        .bind(user)
        .try_map(|row| consent(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

/// Remembers a consent, as a part of another operation.
pub async fn remember(conn: &mut Conn, new: Consent) -> Result<()> {
    lock(conn, Lock::Consents(new.user_id)).await?;
    let before = one(conn, new.user_id, new.client_id.clone()).await?;
    let before = before.map(|consent| consent.scope).unwrap_or_default();
    let scope = before.union(&new.scope);
    sqlx::query(PUT)
        .bind(new.user_id)
        .bind(new.client_id.as_str())
        .bind(scope.to_string())
        .bind(new.granted_at)
        .execute(conn)
        .await?;
    Ok(())
}

async fn revoke(conn: &mut Conn, user: UserId, client: ClientId, now: Timestamp) -> Result<bool> {
    lock(conn, Lock::Consents(user)).await?;
    grants::end_all_between(conn, user, &client, now).await?;
    let removed = sqlx::query(REMOVE)
        .bind(user)
        .bind(client.as_str())
        .execute(&mut *conn)
        .await?;
    changes::note(conn, Change::Person(user)).await?;
    Ok(removed.rows_affected() > 0)
}
