// Accounts whose people have left. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, Sql, lock};
use super::{changes, mails, sessions};
use crate::clock::Timestamp;
use crate::model::{Mail, UserId};
use crate::store::{Change, Deletions, Result};
use async_trait::async_trait;

statements! {
    // Whether somebody else is an owner, may sign in and is not leaving, or this is no owner.
    MAY_GO = r#"
        SELECT NOT EXISTS (
            SELECT 1 FROM users WHERE id = $1 AND CAST(roles AS TEXT) LIKE '%"owner"%'
        ) OR EXISTS (
            SELECT 1 FROM users
            WHERE id <> $1 AND CAST(roles AS TEXT) LIKE '%"owner"%' AND disabled_at IS NULL
                AND id NOT IN (SELECT user_id FROM deletions)
        )"#;
    SCHEDULE = "
        INSERT INTO deletions (user_id, due_at) VALUES ($1, $2)
        ON CONFLICT (user_id) DO NOTHING";
    OF = "SELECT due_at FROM deletions WHERE user_id = $1";
    KEEP = "DELETE FROM deletions WHERE user_id = $1";
    DUE = "SELECT user_id FROM deletions WHERE due_at <= $1 ORDER BY due_at LIMIT $2";
    IS_DUE = "SELECT EXISTS (SELECT 1 FROM deletions WHERE user_id = $1 AND due_at <= $2)";
    // Passwords, factors, consents and the deletion itself go along.
    DELETE_PERSON = "DELETE FROM users WHERE id = $1";
    // In halves, as the indexes have them: what begins is in one of them only.
    DELETE_OPEN_LINKS = "DELETE FROM links WHERE user_id = $1 AND used_at IS NULL";
    DELETE_USED_LINKS = "DELETE FROM links WHERE user_id = $1 AND used_at IS NOT NULL";
    DELETE_LIVE_SESSIONS = "DELETE FROM sessions WHERE user_id = $1 AND ended_at IS NULL";
    DELETE_ENDED_SESSIONS = "DELETE FROM sessions WHERE user_id = $1 AND ended_at IS NOT NULL";
    DELETE_GRANTS = "DELETE FROM grants WHERE user_id = $1";
    DELETE_DEVICES = "DELETE FROM device_grants WHERE user_id = $1";
}

#[async_trait]
impl Deletions for Sql {
    async fn schedule_deletion(
        &self,
        user: UserId,
        due_at: Timestamp,
        mails: Vec<Mail>,
        now: Timestamp,
    ) -> Result<bool> {
        self.write(move |conn| Box::pin(schedule(conn, user, due_at, mails, now)))
            .await
    }

    async fn deletion_of(&self, user: UserId) -> Result<Option<Timestamp>> {
        self.read(move |conn| Box::pin(of(conn, user))).await
    }

    async fn keep_account(&self, user: UserId) -> Result<bool> {
        self.write_singly(move |conn| Box::pin(keep(conn, user)))
            .await
    }

    async fn due_deletions(&self, now: Timestamp, limit: u32) -> Result<Vec<UserId>> {
        self.read(move |conn| Box::pin(due(conn, now, limit))).await
    }

    async fn delete_due(&self, user: UserId, mails: Vec<Mail>, now: Timestamp) -> Result<bool> {
        self.write(move |conn| Box::pin(delete(conn, user, mails, now)))
            .await
    }
}

async fn schedule(
    conn: &mut Conn,
    user: UserId,
    due_at: Timestamp,
    letters: Vec<Mail>,
    now: Timestamp,
) -> Result<bool> {
    // Of two owners who leave at once one stays.
    lock(conn, Lock::Names).await?;
    if !may_go(conn, user).await? {
        return Ok(false);
    }
    sqlx::query(SCHEDULE)
        .bind(user)
        .bind(due_at)
        .execute(&mut *conn)
        .await?;
    sessions::end_everything_of(conn, user, now).await?;
    for letter in letters {
        mails::queue(conn, letter).await?;
    }
    changes::note(conn, Change::Person(user)).await?;
    Ok(true)
}

async fn may_go(conn: &mut Conn, user: UserId) -> Result<bool> {
    let may = sqlx::query_scalar(MAY_GO)
        .bind(user)
        .fetch_one(conn)
        .await?;
    Ok(may)
}

async fn of(conn: &mut Conn, user: UserId) -> Result<Option<Timestamp>> {
    let due_at = sqlx::query_scalar(OF)
        .bind(user)
        .fetch_optional(conn)
        .await?;
    Ok(due_at)
}

async fn keep(conn: &mut Conn, user: UserId) -> Result<bool> {
    let kept = sqlx::query(KEEP).bind(user).execute(conn).await?;
    Ok(kept.rows_affected() > 0)
}

async fn due(conn: &mut Conn, now: Timestamp, limit: u32) -> Result<Vec<UserId>> {
    let due = sqlx::query_scalar(DUE)
        .bind(now)
        .bind(i64::from(limit))
        .fetch_all(conn)
        .await?;
    Ok(due)
}

async fn delete(conn: &mut Conn, user: UserId, letters: Vec<Mail>, now: Timestamp) -> Result<bool> {
    lock(conn, Lock::Names).await?;
    let is_due: bool = sqlx::query_scalar(IS_DUE)
        .bind(user)
        .bind(now)
        .fetch_one(&mut *conn)
        .await?;
    if !is_due || !may_go(conn, user).await? {
        return Ok(false);
    }
    for statement in [
        DELETE_OPEN_LINKS,
        DELETE_USED_LINKS,
        DELETE_LIVE_SESSIONS,
        DELETE_ENDED_SESSIONS,
        DELETE_GRANTS,
        DELETE_DEVICES,
        DELETE_PERSON,
    ] {
        sqlx::query(statement)
            .bind(user)
            .execute(&mut *conn)
            .await?;
    }
    for letter in letters {
        mails::queue(conn, letter).await?;
    }
    changes::note(conn, Change::Person(user)).await?;
    Ok(true)
}
