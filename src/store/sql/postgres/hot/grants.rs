//! Token families: each operation one statement as a rule, and so one round trip.

use crate::clock::Timestamp;
use crate::model::{Grant, GrantId, TokenId};
use crate::store::sql::postgres::backend::{Conn, Row, Sql, together};
use crate::store::sql::postgres::grants::{
    END, IS_REVOKED, ONE, REDEEM, REVOKE_TOKEN, ROTATE, Refresh,
};
use crate::store::sql::postgres::{changes, rows};
use crate::store::{Change, Redemption, Result, Rotation};
use sqlx::Row as _;
use sqlx::types::Json;
use std::sync::Arc;

/// See [`crate::store::Grants::redeem`].
pub async fn redeem(store: &Sql, grant: Arc<Grant>) -> Result<Redemption> {
    store
        .write_singly(move |conn| Box::pin(async move { insert_or_end(conn, &grant).await }))
        .await
}

/// See [`crate::store::Grants::grant`].
pub async fn one(store: &Sql, id: GrantId) -> Result<Option<Grant>> {
    store.read(move |conn| Box::pin(select(conn, id))).await
}

/// See [`crate::store::Grants::rotate`].
pub async fn rotate(store: &Sql, refresh: Refresh) -> Result<Rotation> {
    store
        .write_singly(move |conn| Box::pin(raise_or_judge(conn, refresh)))
        .await
}

/// See [`crate::store::Grants::end_grant`].
pub async fn end(store: &Sql, id: GrantId, now: Timestamp) -> Result<()> {
    store
        .write(move |conn| Box::pin(finish(conn, id, now)))
        .await
}

/// See [`crate::store::Grants::revoke_access_token`].
pub async fn revoke_token(store: &Sql, id: TokenId, expires_at: Timestamp) -> Result<()> {
    store
        .write(move |conn| Box::pin(insert_revoked(conn, id, expires_at)))
        .await
}

/// See [`crate::store::Grants::is_access_token_revoked`].
pub async fn is_revoked(store: &Sql, id: TokenId) -> Result<bool> {
    store.read(move |conn| Box::pin(is_listed(conn, id))).await
}

fn grant(row: &Row) -> sqlx::Result<Grant> {
    Ok(Grant {
        id: row.try_get("id")?,
        client_id: rows::client_id(row)?,
        user_id: row.try_get("user_id")?,
        session_id: row.try_get("session_id")?,
        scope: rows::scope(row)?,
        auth_time: row.try_get("auth_time")?,
        acr: row.try_get("acr")?,
        amr: rows::json(row, "amr")?,
        refresh: row.try_get("refresh")?,
        generation: row.try_get("generation")?,
        created_at: row.try_get("created_at")?,
        rotated_at: row.try_get("rotated_at")?,
        expires_at: row.try_get("expires_at")?,
        ended_at: row.try_get("ended_at")?,
        claims: row
            .try_get::<Option<Json<_>>, _>("claims")?
            .map(|Json(claims)| claims)
            .unwrap_or_default(),
    })
}

async fn select(conn: &mut Conn, id: GrantId) -> Result<Option<Grant>> {
    let row = sqlx::query(ONE)
        .bind(id)
        .try_map(|row| grant(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

/// The row is the record of the use: whoever inserts it was first. Ending the family of a replay
/// is a write for itself.
async fn insert_or_end(conn: &mut Conn, grant: &Grant) -> Result<Redemption> {
    let inserted = sqlx::query(REDEEM)
        .bind(grant.id)
        .bind(grant.client_id.as_str())
        .bind(grant.user_id)
        .bind(grant.session_id)
        .bind(grant.scope.to_string())
        .bind(grant.auth_time)
        .bind(&grant.acr)
        .bind(Json(&grant.amr))
        .bind(grant.refresh)
        .bind(grant.generation)
        .bind(grant.created_at)
        .bind(grant.created_at)
        .bind(grant.expires_at)
        .bind(grant.ended_at)
        .bind((!grant.claims.is_empty()).then_some(Json(&grant.claims)))
        .execute(&mut *conn)
        .await?;
    if inserted.rows_affected() > 0 {
        return Ok(Redemption::First);
    }
    finish(conn, grant.id, grant.created_at).await?;
    Ok(Redemption::Replay)
}

async fn raise_or_judge(conn: &mut Conn, refresh: Refresh) -> Result<Rotation> {
    let rotated = sqlx::query(ROTATE)
        .bind(refresh.id)
        .bind(refresh.generation)
        .bind(refresh.now)
        .bind(refresh.used_since)
        .try_map(|row| grant(&row))
        .fetch_optional(&mut *conn)
        .await?;
    if let Some(grant) = rotated {
        return Ok(Rotation::Rotated(grant.into()));
    }
    let rotation = refresh.not_rotated(select(conn, refresh.id).await?);
    if rotation == Rotation::Reused {
        finish(conn, refresh.id, refresh.now).await?;
    }
    Ok(rotation)
}

async fn finish(conn: &mut Conn, id: GrantId, now: Timestamp) -> Result<()> {
    together(conn, move |conn| {
        Box::pin(async move {
            sqlx::query(END)
                .bind(id)
                .bind(now)
                .execute(&mut *conn)
                .await?;
            changes::note(conn, Change::Grant(id)).await
        })
    })
    .await
}

async fn insert_revoked(conn: &mut Conn, id: TokenId, expires_at: Timestamp) -> Result<()> {
    sqlx::query(REVOKE_TOKEN)
        .bind(id)
        .bind(expires_at)
        .execute(&mut *conn)
        .await?;
    changes::note(conn, Change::AccessToken(id)).await
}

async fn is_listed(conn: &mut Conn, id: TokenId) -> Result<bool> {
    let revoked = sqlx::query_scalar(IS_REVOKED)
        .bind(id)
        .fetch_one(conn)
        .await?;
    Ok(revoked)
}
