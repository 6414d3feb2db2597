// Signed-in browsers. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use super::{attempts, changes, epochs, grants, hot, links, logouts, rows, users};
use crate::clock::Timestamp;
use crate::model::{LogoutId, Session, SessionId, SessionSecretHash, UserId};
use crate::store::{Change, NewSession, Result, Sessions, StoreError};
use async_trait::async_trait;
use sqlx::Row as _;
use sqlx::types::Json;
use std::sync::Arc;

/// So many last uses go into one write, so that others need not wait for long.
const TOUCHED_AT_ONCE: usize = 500;

macro_rules! columns {
    () => {
        "id, secret_hash, user_id, auth_time, acr, amr, created_at, last_seen_at, \
         expires_at, ended_at, user_agent, address"
    };
}

statements! {
    INSERT = concat!(
        "INSERT INTO sessions (", columns!(), ")
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    );
    ONE = concat!("SELECT ", columns!(), " FROM sessions WHERE id = $1");
    OF_USER = concat!(
        "SELECT ", columns!(), " FROM sessions
         WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY id DESC",
    );
    // Under a new secret: whoever knew the old one is out (ASVS 7.2.4), and apps still know the
    // session by its identifier.
    RENEW = "
        UPDATE sessions SET
            secret_hash = $3, auth_time = $4, acr = $5, amr = $6, last_seen_at = $7,
            expires_at = $8, user_agent = $9, address = $10
        WHERE id = $1 AND user_id = $2 AND ended_at IS NULL AND expires_at > $7";
    ENDS = "SELECT expires_at FROM sessions WHERE id = $1";
    GOES_ON = "SELECT id FROM sessions WHERE id = $1 AND user_id = $2 AND ended_at IS NULL";
    TOUCH = "UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2";
    END = "UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    END_OF_USER = "UPDATE sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL";
}

#[async_trait]
impl Sessions for Sql {
    async fn begin_session(&self, new: NewSession) -> Result<bool> {
        self.write(move |conn| Box::pin(begin(conn, new))).await
    }

    async fn session(&self, id: SessionId) -> Result<Option<Arc<Session>>> {
        Ok(hot::session(self, id).await?.map(Arc::new))
    }

    async fn sessions_of(&self, user: UserId, now: Timestamp) -> Result<Vec<Session>> {
        self.read(move |conn| Box::pin(of_user(conn, user, now)))
            .await
    }

    async fn touch_sessions(&self, mut seen: Vec<(SessionId, Timestamp)>) -> Result<()> {
        // Those who take rows in the same order never wait for each other in a circle.
        seen.sort_unstable();
        for part in seen.chunks(TOUCHED_AT_ONCE) {
            hot::touch_sessions(self, part.to_vec()).await?;
        }
        Ok(())
    }

    async fn end_session(&self, id: SessionId, now: Timestamp) -> Result<Vec<LogoutId>> {
        self.write(move |conn| Box::pin(end(conn, id, now))).await
    }

    async fn end_other_sessions(
        &self,
        user: UserId,
        kept: SessionId,
        now: Timestamp,
    ) -> Result<Vec<LogoutId>> {
        self.write(move |conn| Box::pin(end_others_of(conn, user, Some(kept), now)))
            .await
    }
}

/// A row of [`columns`].
pub fn session(row: &Row) -> sqlx::Result<Session> {
    Ok(Session {
        id: row.try_get("id")?,
        secret_hash: SessionSecretHash(rows::bytes(row, "secret_hash")?),
        user_id: row.try_get("user_id")?,
        auth_time: row.try_get("auth_time")?,
        acr: row.try_get("acr")?,
        amr: rows::json(row, "amr")?,
        created_at: row.try_get("created_at")?,
        last_seen_at: row.try_get("last_seen_at")?,
        expires_at: row.try_get("expires_at")?,
        ended_at: row.try_get("ended_at")?,
        user_agent: row.try_get("user_agent")?,
        address: row.try_get("address")?,
    })
}

async fn of_user(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<Vec<Session>> {
    let rows = sqlx::query(OF_USER)
        .bind(user)
        .bind(now)
        .try_map(|row| session(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

async fn begin(conn: &mut Conn, new: NewSession) -> Result<bool> {
    if let Some(epoch) = new.proved_in
        && !epochs::is_present(conn, new.session.user_id, epoch).await?
    {
        return Err(StoreError::Stale);
    }
    match new.replaces {
        Some(old) if old == new.session.id => {
            let Some(before) = renew(conn, &new.session).await? else {
                return Ok(false);
            };
            grants::outlast(conn, &new.session, before, new.families_live).await?;
            changes::note(conn, Change::Session(old)).await?;
        }
        replaces => {
            if let Some(old) = replaces {
                end(conn, old, new.session.created_at).await?;
            }
            insert(conn, &new.session).await?;
        }
    }
    attempts::clear(conn, &new.clears_attempts).await?;
    Ok(true)
}

/// Has a session go on; tells when it would have ended, if it was there to go on.
async fn renew(conn: &mut Conn, session: &Session) -> Result<Option<Timestamp>> {
    let before = sqlx::query_scalar(ENDS).bind(session.id);
    let before = before.fetch_optional(&mut *conn).await?;
    let renewed = sqlx::query(RENEW)
        .bind(session.id)
        .bind(session.user_id)
        .bind(session.secret_hash.0.to_vec())
        .bind(session.auth_time)
        .bind(&session.acr)
        .bind(Json(&session.amr))
        .bind(session.last_seen_at)
        .bind(session.expires_at)
        .bind(&session.user_agent)
        .bind(&session.address)
        .execute(conn)
        .await?;
    Ok(before.filter(|_| renewed.rows_affected() > 0))
}

async fn insert(conn: &mut Conn, session: &Session) -> Result<()> {
    sqlx::query(INSERT)
        .bind(session.id)
        .bind(session.secret_hash.0.to_vec())
        .bind(session.user_id)
        .bind(session.auth_time)
        .bind(&session.acr)
        .bind(Json(&session.amr))
        .bind(session.created_at)
        .bind(session.last_seen_at)
        .bind(session.expires_at)
        .bind(session.ended_at)
        .bind(&session.user_agent)
        .bind(&session.address)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends a session with what depends on it; apps are told once.
async fn end(conn: &mut Conn, id: SessionId, now: Timestamp) -> Result<Vec<LogoutId>> {
    let told = end_quietly(conn, id, now).await?;
    changes::note(conn, Change::Session(id)).await?;
    Ok(told)
}

/// The same where nodes know already that it has ended, as a part of another operation.
pub async fn end_quietly(conn: &mut Conn, id: SessionId, now: Timestamp) -> Result<Vec<LogoutId>> {
    let ended = sqlx::query(END).bind(id).bind(now).execute(&mut *conn);
    let told = if ended.await?.rows_affected() > 0 {
        logouts::tell_of_session(conn, id, now).await?
    } else {
        Vec::new()
    };
    grants::end_with_session(conn, id, now).await?;
    Ok(told)
}

/// Whether a session of a person has not ended, and does not end with everything of theirs until the
/// operation ends that this is a part of.
pub async fn goes_on(conn: &mut Conn, user: UserId, id: SessionId) -> Result<bool> {
    users::hold(conn, user).await?;
    let found: Option<SessionId> = sqlx::query_scalar(GOES_ON)
        .bind(id)
        .bind(user)
        .fetch_optional(conn)
        .await?;
    Ok(found.is_some())
}

/// Ends all sessions and all families of a person and their sign-ins under way, and voids their links,
/// as a part of another
/// operation.
pub async fn end_everything_of(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<()> {
    epochs::next(conn, user).await?;
    logouts::tell_of_person(conn, user, now).await?;
    sqlx::query(END_OF_USER)
        .bind(user)
        .bind(now)
        .execute(&mut *conn)
        .await?;
    links::void_all_of(conn, user, now).await?;
    grants::end_all_of(conn, user, now).await
}

/// Ends all sessions of a person but `kept`, as a part of another operation: apps are told, and
/// what was granted for longer than a session goes on.
pub async fn end_others_of(
    conn: &mut Conn,
    user: UserId,
    kept: Option<SessionId>,
    now: Timestamp,
) -> Result<Vec<LogoutId>> {
    let mut told = Vec::new();
    for session in of_user(conn, user, now).await? {
        if Some(session.id) != kept {
            told.extend(end(conn, session.id, now).await?);
        }
    }
    Ok(told)
}
