// Letters on their way out. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use super::outbox;
use crate::clock::Timestamp;
use crate::model::{Mail, MailId, SealedMail};
use crate::store::{Mailed, Mails, Page, Result};
use async_trait::async_trait;
use sqlx::Row as _;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, kind, sealed, recipient, state, attempts, next_attempt_at, last_attempt_at, \
         last_error, created_at"
    };
}

statements! {
    QUEUE = "
        INSERT INTO mails (
            id, kind, sealed, recipient, state, attempts, next_attempt_at, created_at
        )
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    DUE = concat!(
        "SELECT ", columns!(), " FROM mails
         WHERE state = 'waiting' AND next_attempt_at <= $1 ORDER BY next_attempt_at LIMIT $2",
    );
    WAITING = concat!(
        "SELECT ", columns!(), " FROM mails WHERE state = 'waiting' AND recipient = $1 LIMIT $2",
    );
    CLAIM = "
        UPDATE mails SET attempts = attempts + 1, next_attempt_at = $3, state = $4
        WHERE id = $1 AND attempts = $2 AND state = 'waiting'";
    SENT = "
        UPDATE mails SET state = 'sent', sealed = '', last_error = $2, last_attempt_at = $3
        WHERE id = $1";
    REFUSED = "
        UPDATE mails SET state = 'failed', sealed = '', last_error = $2, last_attempt_at = $3
        WHERE id = $1";
    NOT_NOW = "UPDATE mails SET last_error = $2, last_attempt_at = $3 WHERE id = $1";
    PAGE = concat!("SELECT ", columns!(), " FROM mails WHERE id > $1 ORDER BY id LIMIT $2");
    LATEST = concat!(
        "SELECT ", columns!(), " FROM mails WHERE id < $1 ORDER BY id DESC LIMIT $2",
    );
}

#[async_trait]
impl Mails for Sql {
    async fn queue_mail(&self, mail: Mail) -> Result<()> {
        self.write_singly(move |conn| Box::pin(queue(conn, mail)))
            .await
    }

    async fn due_mails(&self, now: Timestamp, limit: u32) -> Result<Vec<Mail>> {
        self.read(move |conn| Box::pin(outbox::due(conn, DUE, mail, now, limit)))
            .await
    }

    async fn waiting_mails(&self, recipient: &str, limit: u32) -> Result<Vec<Mail>> {
        let recipient = recipient.to_owned();
        self.read(move |conn| Box::pin(waiting(conn, recipient, limit)))
            .await
    }

    async fn claim_mail(&self, id: MailId, attempts: i64, next: Option<Timestamp>) -> Result<bool> {
        self.write_singly(move |conn| Box::pin(outbox::claim(conn, CLAIM, id, attempts, next)))
            .await
    }

    async fn note_mail(&self, id: MailId, outcome: Mailed, at: Timestamp) -> Result<()> {
        self.write_singly(move |conn| Box::pin(note(conn, id, outcome, at)))
            .await
    }

    async fn mails(&self, page: Page<MailId>) -> Result<Vec<Mail>> {
        let after = page.after.unwrap_or(MailId(Uuid::nil()));
        self.read(move |conn| Box::pin(one_page(conn, PAGE, after, page.limit)))
            .await
    }

    async fn latest_mails(&self, page: Page<MailId>) -> Result<Vec<Mail>> {
        let before = page.after.unwrap_or(MailId(Uuid::max()));
        self.read(move |conn| Box::pin(one_page(conn, LATEST, before, page.limit)))
            .await
    }
}

fn mail(row: &Row) -> sqlx::Result<Mail> {
    Ok(Mail {
        id: row.try_get("id")?,
        kind: row.try_get("kind")?,
        sealed: SealedMail(row.try_get("sealed")?),
        recipient: row.try_get("recipient")?,
        state: row.try_get("state")?,
        attempts: row.try_get("attempts")?,
        next_attempt_at: row.try_get("next_attempt_at")?,
        last_attempt_at: row.try_get("last_attempt_at")?,
        last_error: row.try_get("last_error")?,
        created_at: row.try_get("created_at")?,
    })
}

/// Has a letter sent, as a part of another operation.
pub async fn queue(conn: &mut Conn, mail: Mail) -> Result<()> {
    sqlx::query(QUEUE)
        .bind(mail.id)
        .bind(mail.kind)
        .bind(mail.sealed.0)
        .bind(mail.recipient)
        .bind(mail.state)
        .bind(mail.attempts)
        .bind(mail.next_attempt_at)
        .bind(mail.created_at)
        .execute(conn)
        .await?;
    Ok(())
}

async fn note(conn: &mut Conn, id: MailId, outcome: Mailed, at: Timestamp) -> Result<()> {
    let (statement, error) = match outcome {
        Mailed::Sent => (SENT, None),
        Mailed::NotNow(why) => (NOT_NOW, Some(why)),
        Mailed::Refused(why) => (REFUSED, Some(why)),
    };
    sqlx::query(statement)
        .bind(id)
        .bind(error)
        .bind(at)
        .execute(conn)
        .await?;
    Ok(())
}

async fn waiting(conn: &mut Conn, recipient: String, limit: u32) -> Result<Vec<Mail>> {
    let rows = sqlx::query(WAITING)
        .bind(recipient)
        .bind(i64::from(limit))
        .try_map(|row| mail(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

async fn one_page(
    conn: &mut Conn,
    statement: &'static str,
    last: MailId,
    limit: u32,
) -> Result<Vec<Mail>> {
    let rows = sqlx::query(statement)
        .bind(last)
        .bind(i64::from(limit))
        .try_map(|row| mail(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}
