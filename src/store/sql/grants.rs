// Token families, and single access tokens that were revoked. Mounted by `mod.rs`.

use super::backend::{Conn, Sql};
use super::{changes, hot, rows};
use crate::clock::Timestamp;
use crate::model::{Grant, GrantId, Session, SessionId, TokenId, UserId};
use crate::oidc::ClientId;
use crate::store::{Change, Grants, Redemption, Result, Rotation};
use async_trait::async_trait;
use std::sync::Arc;
use std::time::Duration;

macro_rules! columns {
    () => {
        "id, client_id, user_id, session_id, scope, auth_time, acr, amr, refresh, \
         generation, created_at, rotated_at, expires_at, ended_at, claims"
    };
}

statements! {
    REDEEM = concat!(
        "INSERT INTO grants (", columns!(), ")
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
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
    END_WITH_SESSION = "
        UPDATE grants SET ended_at = $2
        WHERE user_id = (SELECT user_id FROM sessions WHERE id = $1) AND session_id = $1
            AND ended_at IS NULL AND refresh <> 'offline'";
    // Families that a limit of their own ends before the session are left alone.
    OUTLAST = "
        UPDATE grants SET expires_at = CASE
            WHEN refresh = 'online' AND created_at + $4 < $3 THEN created_at + $4 ELSE $3 END
        WHERE user_id = $2 AND session_id = $1 AND ended_at IS NULL AND refresh <> 'offline'
            AND expires_at >= $5 AND expires_at < $3";
    CLIENTS_OF_SESSION = "
        SELECT DISTINCT client_id FROM grants
        WHERE user_id = (SELECT user_id FROM sessions WHERE id = $1) AND session_id = $1
        ORDER BY client_id";
    REVOKE_TOKEN = "
        INSERT INTO revoked_tokens (id, expires_at) VALUES ($1, $2)
        ON CONFLICT (id) DO NOTHING";
    IS_REVOKED = "SELECT EXISTS (SELECT 1 FROM revoked_tokens WHERE id = $1)";
}

#[async_trait]
impl Grants for Sql {
    async fn redeem(&self, grant: Arc<Grant>) -> Result<Redemption> {
        hot::grants::redeem(self, grant).await
    }

    async fn grant(&self, id: GrantId) -> Result<Option<Arc<Grant>>> {
        Ok(hot::grants::one(self, id).await?.map(Arc::new))
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
        hot::grants::rotate(self, refresh).await
    }

    async fn end_grant(&self, id: GrantId, now: Timestamp) -> Result<()> {
        hot::grants::end(self, id, now).await
    }

    async fn clients_of_session(&self, session: SessionId) -> Result<Vec<ClientId>> {
        self.read(move |conn| Box::pin(clients_of_session(conn, session)))
            .await
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
        hot::grants::revoke_token(self, id, expires_at).await
    }

    async fn is_access_token_revoked(&self, id: TokenId) -> Result<bool> {
        hot::grants::is_revoked(self, id).await
    }
}

/// A refresh as it was asked for, its limits as moments.
#[derive(Clone, Copy)]
pub struct Refresh {
    /// The family.
    pub id: GrantId,
    /// The generation that was presented.
    pub generation: i64,
    /// When.
    pub now: Timestamp,
    /// A family last refreshed at or before this has been idle for too long.
    pub used_since: Timestamp,
    /// A generation replaced at or before this is not forgiven.
    pub retried_since: Timestamp,
}

impl Refresh {
    /// What becomes of it, given the family whose generation it could not raise. The family of
    /// one that was `Reused` is to be ended.
    pub fn not_rotated(self, found: Option<Grant>) -> Rotation {
        let Some(grant) = found.filter(|grant| self.is_old_token_of_live(grant)) else {
            return Rotation::Dead;
        };
        let is_previous = self.generation == grant.generation - 1;
        if is_previous && grant.rotated_at > self.retried_since {
            Rotation::Retried(grant.into())
        } else {
            Rotation::Reused
        }
    }

    /// Whether the family lives and the presented generation has been used up.
    fn is_old_token_of_live(self, grant: &Grant) -> bool {
        grant.ended_at.is_none()
            && grant.expires_at > self.now
            && grant.rotated_at > self.used_since
            && grant.generation > self.generation
    }
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
pub async fn end_with_session(conn: &mut Conn, session: SessionId, now: Timestamp) -> Result<()> {
    sqlx::query(END_WITH_SESSION)
        .bind(session)
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Has the families that end with a session, which was to end at `before`, go on with it; those that are
/// refreshed for `at_most` from when they began. A part of another operation.
pub async fn outlast(
    conn: &mut Conn,
    session: &Session,
    before: Timestamp,
    at_most: Duration,
) -> Result<()> {
    sqlx::query(OUTLAST)
        .bind(session.id)
        .bind(session.user_id)
        .bind(session.expires_at)
        .bind(i64::try_from(at_most.as_secs()).unwrap_or(i64::MAX / 2))
        .bind(before)
        .execute(conn)
        .await?;
    Ok(())
}

async fn clients_of_session(conn: &mut Conn, session: SessionId) -> Result<Vec<ClientId>> {
    let rows = sqlx::query(CLIENTS_OF_SESSION)
        .bind(session)
        .try_map(|row| rows::client_id(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}
