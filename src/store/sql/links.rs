// Links that are sent to people. Mounted by `mod.rs`.

use super::super::locks::Lock;
use super::backend::{Conn, Row, Sql, lock};
use super::{mails, passwords, rows, user_changes, users};
use crate::clock::Timestamp;
use crate::model::{Link, LinkHash, Mail, UserId};
use crate::store::{LinkEffect, Links, Result};
use async_trait::async_trait;
use sqlx::Row as _;

statements! {
    PUT = "
        INSERT INTO links (hash, purpose, user_id, data, expires_at)
        VALUES ($1, $2, $3, $4, $5)";
    ONE = "
        SELECT hash, purpose, user_id, data, expires_at, used_at FROM links WHERE hash = $1";
    OF_USER = "
        SELECT hash, purpose, user_id, data, expires_at, used_at FROM links
        WHERE user_id = $1 AND used_at IS NULL AND expires_at > $2";
    INVITATIONS = "
        SELECT hash, purpose, user_id, data, expires_at, used_at FROM links
        WHERE purpose = 'invitation' AND used_at IS NULL AND expires_at > $1
            AND (expires_at, hash) < ($3, $4)
        ORDER BY expires_at DESC, hash DESC LIMIT $2";
    WITHDRAW = "
        DELETE FROM links
        WHERE hash = $1 AND purpose = 'invitation' AND used_at IS NULL AND expires_at > $2";
    USE = "
        UPDATE links SET used_at = $2
        WHERE hash = $1 AND used_at IS NULL AND expires_at > $2";
    VOID = "UPDATE links SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL";
}

#[async_trait]
impl Links for Sql {
    async fn put_link(&self, link: Link, mail: Option<Mail>) -> Result<()> {
        self.write(move |conn| Box::pin(put(conn, link, mail)))
            .await
    }

    async fn link(&self, hash: LinkHash) -> Result<Option<Link>> {
        self.read(move |conn| Box::pin(one(conn, hash))).await
    }

    async fn links_of(&self, user: UserId, now: Timestamp) -> Result<Vec<Link>> {
        self.read(move |conn| Box::pin(of_user(conn, user, now)))
            .await
    }

    async fn invitations(
        &self,
        after: Option<(Timestamp, LinkHash)>,
        limit: u32,
        now: Timestamp,
    ) -> Result<Vec<Link>> {
        self.read(move |conn| Box::pin(invitations(conn, after, limit, now)))
            .await
    }

    async fn withdraw_invitation(&self, hash: LinkHash, now: Timestamp) -> Result<bool> {
        self.write(move |conn| Box::pin(withdraw(conn, hash, now)))
            .await
    }

    async fn use_link(
        &self,
        hash: LinkHash,
        effect: LinkEffect,
        mails: Vec<Mail>,
        now: Timestamp,
    ) -> Result<bool> {
        self.write(move |conn| Box::pin(use_up(conn, hash, effect, mails, now)))
            .await
    }
}

fn link(row: &Row) -> sqlx::Result<Link> {
    Ok(Link {
        hash: LinkHash(rows::bytes(row, "hash")?),
        purpose: row.try_get("purpose")?,
        user_id: row.try_get("user_id")?,
        data: row.try_get("data")?,
        expires_at: row.try_get("expires_at")?,
        used_at: row.try_get("used_at")?,
    })
}

async fn put(conn: &mut Conn, link: Link, mail: Option<Mail>) -> Result<()> {
    sqlx::query(PUT)
        .bind(link.hash.0.to_vec())
        .bind(link.purpose)
        .bind(link.user_id)
        .bind(link.data)
        .bind(link.expires_at)
        .execute(&mut *conn)
        .await?;
    match mail {
        Some(mail) => mails::queue(conn, mail).await,
        None => Ok(()),
    }
}

async fn one(conn: &mut Conn, hash: LinkHash) -> Result<Option<Link>> {
    let row = sqlx::query(ONE)
        .bind(hash.0.to_vec())
        .try_map(|row| link(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

async fn of_user(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<Vec<Link>> {
    let rows = sqlx::query(OF_USER)
        .bind(user)
        .bind(now)
        .try_map(|row| link(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

async fn invitations(
    conn: &mut Conn,
    after: Option<(Timestamp, LinkHash)>,
    limit: u32,
    now: Timestamp,
) -> Result<Vec<Link>> {
    let (end, hash) = after.unwrap_or((Timestamp(i64::MAX), LinkHash([255; 32])));
    let rows = sqlx::query(INVITATIONS)
        .bind(now)
        .bind(i64::from(limit))
        .bind(end)
        .bind(hash.0.to_vec())
        .try_map(|row| link(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

async fn withdraw(conn: &mut Conn, hash: LinkHash, now: Timestamp) -> Result<bool> {
    let withdrawn = sqlx::query(WITHDRAW)
        .bind(hash.0.to_vec())
        .bind(now)
        .execute(conn)
        .await?;
    Ok(withdrawn.rows_affected() > 0)
}

async fn use_up(
    conn: &mut Conn,
    hash: LinkHash,
    effect: LinkEffect,
    letters: Vec<Mail>,
    now: Timestamp,
) -> Result<bool> {
    hold(conn, &effect).await?;
    let used = sqlx::query(USE)
        .bind(hash.0.to_vec())
        .bind(now)
        .execute(&mut *conn)
        .await?;
    if used.rows_affected() == 0 {
        return Ok(false);
    }
    match effect {
        LinkEffect::SetPassword(id, password) => {
            passwords::set(conn, id, password, true, now).await?;
        }
        LinkEffect::Address { user, email, key } => {
            user_changes::set_address(conn, user, email, key, now).await?;
        }
        LinkEffect::Create(account) => users::create(conn, *account).await?,
    }
    for letter in letters {
        mails::queue(conn, letter).await?;
    }
    Ok(true)
}

/// Takes what the effect of a link takes, before the link: whatever voids links comes from there.
async fn hold(conn: &mut Conn, effect: &LinkEffect) -> Result<()> {
    let user = match effect {
        LinkEffect::SetPassword(user, _) => user,
        LinkEffect::Address { user, .. } => {
            lock(conn, Lock::Names).await?;
            user
        }
        LinkEffect::Create(_) => return Ok(()),
    };
    users::hold(conn, *user).await?;
    Ok(())
}

/// Voids all links of a person, as a part of another operation: whatever they were sent for, it was
/// asked for before.
pub async fn void_all_of(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<()> {
    sqlx::query(VOID).bind(user).bind(now).execute(conn).await?;
    Ok(())
}
