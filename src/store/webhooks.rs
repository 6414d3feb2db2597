//! Where events are sent, and what was. Deliveries are made by the write that chains events.

use super::{Attempted, Page, Result};
use crate::clock::Timestamp;
use crate::model::{Webhook, WebhookDelivery, WebhookDeliveryId, WebhookId};
use async_trait::async_trait;

/// Where events are sent.
#[async_trait]
pub trait Webhooks {
    /// Adds a target.
    async fn put_webhook(&self, webhook: Webhook) -> Result<()>;

    /// All targets, oldest first.
    async fn webhooks(&self) -> Result<Vec<Webhook>>;

    /// Removes a target and what was to be sent there; tells whether there was one.
    async fn remove_webhook(&self, id: WebhookId) -> Result<bool>;

    /// Deliveries whose next attempt is due, those that wait longest first; of one second in the order
    /// of their identifiers.
    async fn due_webhook_deliveries(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<WebhookDelivery>>;

    /// As [`super::Logouts::claim_logout`].
    async fn claim_webhook_delivery(
        &self,
        id: WebhookDeliveryId,
        attempts: i64,
        next: Option<Timestamp>,
    ) -> Result<bool>;

    /// Notes how an attempt ended.
    async fn note_webhook_delivery(
        &self,
        id: WebhookDeliveryId,
        attempted: Attempted,
    ) -> Result<()>;

    /// Deliveries of a target, newest first, those before `page.after` only.
    async fn webhook_deliveries(
        &self,
        webhook: WebhookId,
        page: Page<WebhookDeliveryId>,
    ) -> Result<Vec<WebhookDelivery>>;
}
