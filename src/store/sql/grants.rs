// Token families, and single access tokens that were revoked. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql, together};
use super::{changes, rows};
use crate::clock::Timestamp;
use crate::model::{Grant, GrantId, SessionId, TokenId, UserId};
use crate::oidc::ClientId;
use crate::store::{Change, Grants, Redemption, Result, Rotation};
use async_trait::async_trait;
use sqlx::Row as _;
use sqlx::types::Json;
use std::time::Duration;

macro_rules! columns {
    () => {
        "id, client_id, user_id, session_id, scope, auth_time, acr, amr, refresh, \
         generation, created_at, rotated_at, expires_at, ended_at"
    };
}

statements! {
    REDEEM = concat!(
        "INSERT INTO grants (", columns!(), ")
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         ON CONFLICT (id) DO NOTHING",
    );
    ONE = concat!("SELECT ", columns!(), " FROM grants WHERE id = $1");
    ROTATE = concat!(
        "UPDATE grants SET generation = generation + 1, rotated_at = $3
         WHERE id = $1 AND generation = $2 AND ended_at IS NULL
            AND expires_at > $3 AND rotated_at > $4
         RETURNING ", columns!(),
    );
    END = "UPDATE grants SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    END_BETWEEN = "
        UPDATE grants SET ended_at = $3
        WHERE user_id = $1 AND client_id = $2 AND ended_at IS NULL";
    END_OF_USER = "UPDATE grants SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL";
    // Reads the whole table. Apps are removed rarely; an index would cost every sign-in.
    END_AT_CLIENT = "UPDATE grants SET ended_at = $2 WHERE client_id = $1 AND ended_at IS NULL";
    END_ONLINE = "
        UPDATE grants SET ended_at = $2
        WHERE session_id = $1 AND ended_at IS NULL AND refresh = 'online'";
    MOVE_ONLINE = "
        UPDATE grants SET session_id = $2
        WHERE session_id = $1 AND ended_at IS NULL AND refresh = 'online'";
    REVOKE_TOKEN = "
        INSERT INTO revoked_tokens (id, expires_at) VALUES ($1, $2)
        ON CONFLICT (id) DO NOTHING";
    IS_REVOKED = "SELECT EXISTS (SELECT 1 FROM revoked_tokens WHERE id = $1)";
}

#[async_trait]
impl Grants for Sql {
    async fn redeem(&self, grant: Grant) -> Result<Redemption> {
        self.write_singly(move |conn| Box::pin(redeem(conn, grant)))
            .await
    }

    async fn grant(&self, id: GrantId) -> Result<Option<Grant>> {
        self.read(move |conn| Box::pin(one(conn, id))).await
    }

    async fn rotate(
        &self,
        id: GrantId,
        generation: i64,
        now: Timestamp,
        idle: Duration,
        retry_window: Duration,
    ) -> Result<Rotation> {
        let refresh = Refresh {
            id,
            generation,
            now,
            used_since: now.minus(idle),
            retried_since: now.minus(retry_window),
        };
        self.write_singly(move |conn| Box::pin(rotate(conn, refresh)))
            .await
    }

    async fn end_grant(&self, id: GrantId, now: Timestamp) -> Result<()> {
        self.write(move |conn| Box::pin(end(conn, id, now))).await
    }

    async fn end_grants_of(&self, user: UserId, client: &ClientId, now: Timestamp) -> Result<()> {
        let client = client.clone();
        self.write(move |conn| {
            Box::pin(async move {
                end_all_between(conn, user, &client, now).await?;
                changes::note(conn, Change::Person(user)).await
            })
        })
        .await
    }

    async fn revoke_access_token(&self, id: TokenId, expires_at: Timestamp) -> Result<()> {
        self.write(move |conn| Box::pin(revoke_token(conn, id, expires_at)))
            .await
    }

    async fn is_access_token_revoked(&self, id: TokenId) -> Result<bool> {
        self.read(move |conn| Box::pin(is_revoked(conn, id))).await
    }
}

/// A refresh as it was asked for, its limits as moments.
#[derive(Clone, Copy)]
struct Refresh {
    id: GrantId,
    generation: i64,
    now: Timestamp,
    /// A family last refreshed at or before this has been idle for too long.
    used_since: Timestamp,
    /// A generation replaced at or before this is not forgiven.
    retried_since: Timestamp,
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
    })
}

async fn one(conn: &mut Conn, id: GrantId) -> Result<Option<Grant>> {
    let row = sqlx::query(ONE)
        .bind(id)
        .try_map(|row| grant(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

/// The row is the record of the use: whoever inserts it was first. Ending the family of a replay
/// is a write for itself.
async fn redeem(conn: &mut Conn, grant: Grant) -> Result<Redemption> {
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
        .execute(&mut *conn)
        .await?;
    if inserted.rows_affected() > 0 {
        return Ok(Redemption::First);
    }
    end(conn, grant.id, grant.created_at).await?;
    Ok(Redemption::Replay)
}

async fn rotate(conn: &mut Conn, refresh: Refresh) -> Result<Rotation> {
    let rotated = sqlx::query(ROTATE)
        .bind(refresh.id)
        .bind(refresh.generation)
        .bind(refresh.now)
        .bind(refresh.used_since)
        .try_map(|row| grant(&row))
        .fetch_optional(&mut *conn)
        .await?;
    match rotated {
        Some(grant) => Ok(Rotation::Rotated(grant)),
        None => not_rotated(conn, refresh).await,
    }
}

/// Why the generation was not raised; ends the family if it was reused.
async fn not_rotated(conn: &mut Conn, refresh: Refresh) -> Result<Rotation> {
    let found = one(conn, refresh.id).await?;
    let Some(grant) = found.filter(|grant| is_old_token_of_live(grant, refresh)) else {
        return Ok(Rotation::Dead);
    };
    let is_previous = refresh.generation == grant.generation - 1;
    if is_previous && grant.rotated_at > refresh.retried_since {
        return Ok(Rotation::Retried(grant));
    }
    end(conn, grant.id, refresh.now).await?;
    Ok(Rotation::Reused)
}

/// Whether the family lives and the presented generation has been used up.
fn is_old_token_of_live(grant: &Grant, refresh: Refresh) -> bool {
    grant.ended_at.is_none()
        && grant.expires_at > refresh.now
        && grant.rotated_at > refresh.used_since
        && grant.generation > refresh.generation
}

async fn end(conn: &mut Conn, id: GrantId, now: Timestamp) -> Result<()> {
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

/// Ends all families of a person at a client, as a part of another operation.
pub async fn end_all_between(
    conn: &mut Conn,
    user: UserId,
    client: &ClientId,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(END_BETWEEN)
        .bind(user)
        .bind(client.as_str())
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends all families of a person, as a part of another operation.
pub async fn end_all_of(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<()> {
    sqlx::query(END_OF_USER)
        .bind(user)
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends all families at a client, as a part of another operation.
pub async fn end_all_at(conn: &mut Conn, client: &ClientId, now: Timestamp) -> Result<()> {
    sqlx::query(END_AT_CLIENT)
        .bind(client.as_str())
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends the families that end with a session, as a part of another operation.
pub async fn end_online(conn: &mut Conn, session: SessionId, now: Timestamp) -> Result<()> {
    sqlx::query(END_ONLINE)
        .bind(session)
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Lets the families that end with a session end with another, as a part of another operation.
pub async fn move_online(conn: &mut Conn, from: SessionId, to: SessionId) -> Result<()> {
    sqlx::query(MOVE_ONLINE)
        .bind(from)
        .bind(to)
        .execute(conn)
        .await?;
    Ok(())
}

async fn revoke_token(conn: &mut Conn, id: TokenId, expires_at: Timestamp) -> Result<()> {
    sqlx::query(REVOKE_TOKEN)
        .bind(id)
        .bind(expires_at)
        .execute(&mut *conn)
        .await?;
    changes::note(conn, Change::AccessToken(id)).await
}

async fn is_revoked(conn: &mut Conn, id: TokenId) -> Result<bool> {
    let revoked = sqlx::query_scalar(IS_REVOKED)
        .bind(id)
        .fetch_one(conn)
        .await?;
    Ok(revoked)
}
