// Where events are sent, and what was. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use super::{outbox, rows};
use crate::clock::Timestamp;
use crate::model::{SealedWebhookSecret, Webhook, WebhookDelivery, WebhookDeliveryId, WebhookId};
use crate::store::{Attempted, Page, Result, Webhooks};
use async_trait::async_trait;
use sqlx::Row as _;
use sqlx::types::Json;
use uuid::Uuid;

macro_rules! columns {
    () => {
        "id, webhook_id, event_id, kind, state, attempts, next_attempt_at, last_attempt_at, \
         last_status, last_error, created_at"
    };
}

statements! {
    PUT = "
        INSERT INTO webhooks (id, url, kinds, sealed_secret, created_at)
        VALUES ($1, $2, $3, $4, $5)";
    ALL = "SELECT id, url, kinds, sealed_secret, created_at FROM webhooks ORDER BY id";
    // A write, so that nobody changes the row until the transaction ends.
    HOLD = "
        UPDATE webhooks SET id = id WHERE id = $1
        RETURNING id, url, kinds, sealed_secret, created_at";
    UPDATE = "UPDATE webhooks SET url = $2, kinds = $3, sealed_secret = $4 WHERE id = $1";
    REMOVE = "DELETE FROM webhooks WHERE id = $1";
    REMOVE_DELIVERIES = "DELETE FROM webhook_deliveries WHERE webhook_id = $1";
    QUEUE = "
        INSERT INTO webhook_deliveries (
            id, webhook_id, event_id, kind, state, attempts, next_attempt_at, created_at
        )
        VALUES ($1, $2, $3, $4, 'waiting', 0, $5, $5)";
    DUE = concat!(
        "SELECT ", columns!(), " FROM webhook_deliveries
         WHERE state = 'waiting' AND next_attempt_at <= $1 ORDER BY next_attempt_at, id LIMIT $2",
    );
    CLAIM = claim_of!("webhook_deliveries");
    NOTE = note_of!("webhook_deliveries");
    PAGE = concat!(
        "SELECT ", columns!(), " FROM webhook_deliveries
         WHERE webhook_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
    );
}

#[async_trait]
impl Webhooks for Sql {
    async fn put_webhook(&self, webhook: Webhook) -> Result<()> {
        self.write_singly(move |conn| Box::pin(put(conn, webhook)))
            .await
    }

    async fn webhooks(&self) -> Result<Vec<Webhook>> {
        self.read(move |conn| Box::pin(all(conn))).await
    }

    async fn remove_webhook(&self, id: WebhookId) -> Result<bool> {
        self.write(move |conn| Box::pin(remove(conn, id))).await
    }

    async fn due_webhook_deliveries(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<WebhookDelivery>> {
        self.read(move |conn| Box::pin(outbox::due(conn, DUE, delivery, now, limit)))
            .await
    }

    async fn claim_webhook_delivery(
        &self,
        id: WebhookDeliveryId,
        attempts: i64,
        next: Option<Timestamp>,
    ) -> Result<bool> {
        self.write_singly(move |conn| Box::pin(outbox::claim(conn, CLAIM, id, attempts, next)))
            .await
    }

    async fn note_webhook_delivery(
        &self,
        id: WebhookDeliveryId,
        attempted: Attempted,
    ) -> Result<()> {
        self.write_singly(move |conn| Box::pin(outbox::note(conn, NOTE, id, attempted)))
            .await
    }

    async fn webhook_deliveries(
        &self,
        webhook: WebhookId,
        page: Page<WebhookDeliveryId>,
    ) -> Result<Vec<WebhookDelivery>> {
        self.read(move |conn| Box::pin(one_page(conn, webhook, page)))
            .await
    }
}

/// Adds a target, as a part of another operation or alone.
pub async fn put(conn: &mut Conn, webhook: Webhook) -> Result<()> {
    sqlx::query(PUT)
        .bind(webhook.id)
        .bind(webhook.url)
        .bind(Json(webhook.kinds))
        .bind(webhook.sealed_secret.0)
        .bind(webhook.created_at)
        .execute(conn)
        .await?;
    Ok(())
}

fn webhook(row: &Row) -> sqlx::Result<Webhook> {
    Ok(Webhook {
        id: row.try_get("id")?,
        url: row.try_get("url")?,
        kinds: rows::json(row, "kinds")?,
        sealed_secret: SealedWebhookSecret(row.try_get("sealed_secret")?),
        created_at: row.try_get("created_at")?,
    })
}

async fn all(conn: &mut Conn) -> Result<Vec<Webhook>> {
    let rows = sqlx::query(ALL)
        .try_map(|row| webhook(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

/// A target that nobody else changes until the operation ends, as a part of it.
pub async fn hold(conn: &mut Conn, id: WebhookId) -> Result<Option<Webhook>> {
    let row = sqlx::query(HOLD)
        .bind(id)
        .try_map(|row| webhook(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

/// Replaces where a target is, what is sent there, and what signs it, as a part of another operation.
pub async fn update(conn: &mut Conn, webhook: Webhook) -> Result<()> {
    sqlx::query(UPDATE)
        .bind(webhook.id)
        .bind(webhook.url)
        .bind(Json(webhook.kinds))
        .bind(webhook.sealed_secret.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes a target, as a part of another operation or alone.
pub async fn remove(conn: &mut Conn, id: WebhookId) -> Result<bool> {
    let removed = sqlx::query(REMOVE).bind(id).execute(&mut *conn).await?;
    sqlx::query(REMOVE_DELIVERIES)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(removed.rows_affected() > 0)
}

/// Has events sent, as a part of chaining them.
pub async fn queue(conn: &mut Conn, deliveries: Vec<WebhookDelivery>) -> Result<()> {
    for delivery in deliveries {
        sqlx::query(QUEUE)
            .bind(delivery.id)
            .bind(delivery.webhook_id)
            .bind(delivery.event_id)
            .bind(delivery.kind)
            .bind(delivery.created_at)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

fn delivery(row: &Row) -> sqlx::Result<WebhookDelivery> {
    Ok(WebhookDelivery {
        id: row.try_get("id")?,
        webhook_id: row.try_get("webhook_id")?,
        event_id: row.try_get("event_id")?,
        kind: row.try_get("kind")?,
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
    webhook: WebhookId,
    page: Page<WebhookDeliveryId>,
) -> Result<Vec<WebhookDelivery>> {
    let rows = sqlx::query(PAGE)
        .bind(webhook)
        .bind(page.after.unwrap_or(WebhookDeliveryId(Uuid::max())))
        .bind(i64::from(page.limit))
        .try_map(|row| delivery(&row))
        .fetch_all(conn)
        .await?;
    Ok(rows)
}
