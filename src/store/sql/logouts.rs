// What apps are to be told of sessions that have ended. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use super::{outbox, rows};
use crate::clock::Timestamp;
use crate::model::{GrantId, LogoutDelivery, LogoutId, SessionId, UserId};
use crate::oidc::ClientId;
use crate::store::{Attempted, Logouts, Page, Result};
use async_trait::async_trait;
use sqlx::Row as _;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, client_id, user_id, session_id, state, attempts, next_attempt_at, last_attempt_at, \
         last_status, last_error, created_at, subject"
    };
}

statements! {
    // Whoever got an ID token of the session, whatever has become of the family.
    TOLD_OF_SESSION = "
        SELECT DISTINCT grants.client_id, grants.user_id, grants.session_id
        FROM sessions
            JOIN grants ON grants.user_id = sessions.user_id AND grants.session_id = sessions.id
            JOIN clients ON clients.id = grants.client_id
        WHERE sessions.id = $1 AND clients.metadata->>'backchannel_logout_uri' IS NOT NULL";
    // The same of every session that has not been ended, and of families that outlived theirs.
    TOLD_OF_PERSON = "
        SELECT grants.client_id, grants.user_id, grants.session_id
        FROM sessions
            JOIN grants ON grants.user_id = sessions.user_id AND grants.session_id = sessions.id
            JOIN clients ON clients.id = grants.client_id
        WHERE sessions.user_id = $1 AND sessions.ended_at IS NULL
            AND clients.metadata->>'backchannel_logout_uri' IS NOT NULL
        UNION
        SELECT grants.client_id, grants.user_id, grants.session_id
        FROM grants JOIN clients ON clients.id = grants.client_id
        WHERE grants.user_id = $1 AND grants.ended_at IS NULL
            AND clients.metadata->>'backchannel_logout_uri' IS NOT NULL";
    TOLD_OF_FAMILY = "
        SELECT grants.client_id, grants.user_id, grants.session_id
        FROM grants JOIN clients ON clients.id = grants.client_id
        WHERE grants.id = $1 AND clients.metadata->>'backchannel_logout_uri' IS NOT NULL";
    INSERT = "
        INSERT INTO logout_deliveries (
            id, client_id, user_id, session_id, state, attempts, next_attempt_at, created_at, subject
        )
        VALUES (
            $1, $2, $3, $4, 'waiting', 0, $5, $5, (SELECT subject FROM users WHERE users.id = $3)
        )
        ON CONFLICT (id) DO NOTHING";
    DUE = concat!(
        "SELECT ", columns!(), " FROM logout_deliveries
         WHERE state = 'waiting' AND next_attempt_at <= $1 ORDER BY next_attempt_at LIMIT $2",
    );
    CLAIM = claim_of!("logout_deliveries");
    NOTE = note_of!("logout_deliveries");
    PAGE = concat!(
        "SELECT ", columns!(), " FROM logout_deliveries WHERE id > $1 ORDER BY id LIMIT $2",
    );
    LATEST = concat!(
        "SELECT ", columns!(), " FROM logout_deliveries WHERE id < $1 ORDER BY id DESC LIMIT $2",
    );
}

#[async_trait]
impl Logouts for Sql {
    async fn due_logouts(&self, now: Timestamp, limit: u32) -> Result<Vec<LogoutDelivery>> {
        self.read(move |conn| Box::pin(outbox::due(conn, DUE, delivery, now, limit)))
            .await
    }

    async fn claim_logout(
        &self,
        id: LogoutId,
        attempts: i64,
        next: Option<Timestamp>,
    ) -> Result<bool> {
        self.write_singly(move |conn| Box::pin(outbox::claim(conn, CLAIM, id, attempts, next)))
            .await
    }

    async fn note_logout(&self, id: LogoutId, attempted: Attempted) -> Result<()> {
        self.write_singly(move |conn| Box::pin(outbox::note(conn, NOTE, id, attempted)))
            .await
    }

    async fn logouts(&self, page: Page<LogoutId>) -> Result<Vec<LogoutDelivery>> {
        let after = page.after.unwrap_or(LogoutId(Uuid::nil()));
        self.read(move |conn| Box::pin(one_page(conn, PAGE, after, page.limit)))
            .await
    }

    async fn latest_logouts(&self, page: Page<LogoutId>) -> Result<Vec<LogoutDelivery>> {
        let before = page.after.unwrap_or(LogoutId(Uuid::max()));
        self.read(move |conn| Box::pin(one_page(conn, LATEST, before, page.limit)))
            .await
    }
}

fn delivery(row: &Row) -> sqlx::Result<LogoutDelivery> {
    Ok(LogoutDelivery {
        id: row.try_get("id")?,
        client_id: rows::client_id(row)?,
        user_id: row.try_get("user_id")?,
        subject: row.try_get("subject")?,
        session_id: row.try_get("session_id")?,
        state: row.try_get("state")?,
        attempts: row.try_get("attempts")?,
        next_attempt_at: row.try_get("next_attempt_at")?,
        last_attempt_at: row.try_get("last_attempt_at")?,
        last_status: row.try_get("last_status")?,
        last_error: row.try_get("last_error")?,
        created_at: row.try_get("created_at")?,
    })
}

async fn one_page(
    conn: &mut Conn,
    statement: &'static str,
    last: LogoutId,
    limit: u32,
) -> Result<Vec<LogoutDelivery>> {
    let rows = sqlx::query(statement)
        .bind(last)
        .bind(i64::from(limit))
        .try_map(|row| delivery(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

/// Someone to be told of the end of a session.
struct Told {
    client: ClientId,
    user: UserId,
    session: SessionId,
}

fn told(row: &Row) -> sqlx::Result<Told> {
    Ok(Told {
        client: rows::client_id(row)?,
        user: row.try_get("user_id")?,
        session: row.try_get("session_id")?,
    })
}

/// Has the apps of a session told of its end, as a part of it.
pub async fn tell_of_session(
    conn: &mut Conn,
    session: SessionId,
    now: Timestamp,
) -> Result<Vec<LogoutId>> {
    let rows = sqlx::query(TOLD_OF_SESSION)
        .bind(session)
        .try_map(|row| told(&row))
        .fetch_all(&mut *conn)
        .await?;
    insert(conn, rows, now).await
}

/// Has the apps of a person told that everything ends, as a part of it and before it.
pub async fn tell_of_person(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<()> {
    let rows = sqlx::query(TOLD_OF_PERSON)
        .bind(user)
        .try_map(|row| told(&row))
        .fetch_all(&mut *conn)
        .await?;
    insert(conn, rows, now).await.map(drop)
}

/// Has the app of a family told that its session's last tokens are gone, as a part of the end of the
/// family.
pub async fn tell_of_family(conn: &mut Conn, family: GrantId, now: Timestamp) -> Result<()> {
    let rows = sqlx::query(TOLD_OF_FAMILY)
        .bind(family)
        .try_map(|row| told(&row))
        .fetch_all(&mut *conn)
        .await?;
    insert(conn, rows, now).await.map(drop)
}

async fn insert(conn: &mut Conn, all: Vec<Told>, now: Timestamp) -> Result<Vec<LogoutId>> {
    let mut ids = Vec::new();
    for told in all {
        let id = LogoutId::of(now, told.session, &told.client);
        sqlx::query(INSERT)
            .bind(id)
            .bind(told.client.as_str())
            .bind(told.user)
            .bind(told.session)
            .bind(now)
            .execute(&mut *conn)
            .await?;
        ids.push(id);
    }
    Ok(ids)
}
