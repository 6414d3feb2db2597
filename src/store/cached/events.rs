//! What has happened is never remembered; who records shares the memory.

use super::Cached;
use crate::clock::Timestamp;
use crate::model::{
    Event, EventId, TraceId, Webhook, WebhookDelivery, WebhookDeliveryId, WebhookId,
};
use crate::store::{
    Answers, Attempted, AuditMark, AuditMarks, ChainedEvent, Chaining, EventFilter, Events,
    KeptAnswer, Notes, Page, Recording, Result, Store, TraceFilter, Webhooks,
};
use async_trait::async_trait;
use std::sync::Arc;

#[async_trait]
impl<S: Recording> Events for Cached<S> {
    fn recording(&self, events: Vec<Event>) -> Arc<dyn Store> {
        Arc::new(Self {
            inner: self.inner.with_events(events),
            memory: Arc::clone(&self.memory),
        })
    }

    async fn record(&self, events: Vec<Event>) -> Result<()> {
        self.inner.record(events).await
    }

    async fn events(&self, filter: EventFilter, page: Page<EventId>) -> Result<Vec<Event>> {
        self.inner.events(filter, page).await
    }

    async fn event(&self, id: EventId) -> Result<Option<Event>> {
        self.inner.event(id).await
    }

    async fn unchained_events(&self, limit: u32) -> Result<Vec<Event>> {
        self.inner.unchained_events(limit).await
    }

    async fn audit_marks(&self) -> Result<AuditMarks> {
        self.inner.audit_marks().await
    }

    async fn chain_events(&self, chaining: Chaining) -> Result<bool> {
        self.inner.chain_events(chaining).await
    }

    async fn chained_events(&self, position: i64, limit: u32) -> Result<Vec<ChainedEvent>> {
        self.inner.chained_events(position, limit).await
    }

    async fn cut_chain(&self, start: AuditMark) -> Result<()> {
        self.inner.cut_chain(start).await
    }

    async fn note_events(&self, notes: Vec<Event>) -> Result<()> {
        self.inner.note_events(notes).await
    }

    async fn notes(&self, which: Notes, page: Page<EventId>) -> Result<Vec<Event>> {
        self.inner.notes(which, page).await
    }

    async fn traces(&self, filter: TraceFilter, page: Page<TraceId>) -> Result<Vec<TraceId>> {
        self.inner.traces(filter, page).await
    }

    async fn trim_notes(&self, since: Timestamp, most: u32) -> Result<()> {
        self.inner.trim_notes(since, most).await
    }

    async fn claim_sink(
        &self,
        name: String,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<i64>> {
        self.inner.claim_sink(name, now, until).await
    }

    async fn advance_sink(&self, name: String, position: i64) -> Result<()> {
        self.inner.advance_sink(name, position).await
    }
}

#[async_trait]
impl<S: Recording> Answers for Cached<S> {
    fn answering(&self, answer: KeptAnswer) -> Arc<dyn Store> {
        Arc::new(Self {
            inner: self.inner.with_answer(answer),
            memory: Arc::clone(&self.memory),
        })
    }

    async fn kept_answer(&self, key: [u8; 32], now: Timestamp) -> Result<Option<KeptAnswer>> {
        self.inner.kept_answer(key, now).await
    }
}

#[async_trait]
impl<S: Store> Webhooks for Cached<S> {
    async fn put_webhook(&self, webhook: Webhook) -> Result<()> {
        self.inner.put_webhook(webhook).await
    }

    async fn webhooks(&self) -> Result<Vec<Webhook>> {
        self.inner.webhooks().await
    }

    async fn remove_webhook(&self, id: WebhookId) -> Result<bool> {
        self.inner.remove_webhook(id).await
    }

    async fn due_webhook_deliveries(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<WebhookDelivery>> {
        self.inner.due_webhook_deliveries(now, limit).await
    }

    async fn claim_webhook_delivery(
        &self,
        id: WebhookDeliveryId,
        attempts: i64,
        next: Option<Timestamp>,
    ) -> Result<bool> {
        self.inner.claim_webhook_delivery(id, attempts, next).await
    }

    async fn note_webhook_delivery(
        &self,
        id: WebhookDeliveryId,
        attempted: Attempted,
    ) -> Result<()> {
        self.inner.note_webhook_delivery(id, attempted).await
    }

    async fn webhook_deliveries(
        &self,
        webhook: WebhookId,
        page: Page<WebhookDeliveryId>,
    ) -> Result<Vec<WebhookDelivery>> {
        self.inner.webhook_deliveries(webhook, page).await
    }
}
