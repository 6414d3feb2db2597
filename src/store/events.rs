//! What has happened: written with what it tells of, numbered and chained afterwards.

use super::{Page, Result, Store};
use crate::clock::Timestamp;
use crate::model::{Event, EventId, EventOutcome, TraceId, UserId, WebhookDelivery};
use crate::oidc::ClientId;
use async_trait::async_trait;
use std::sync::Arc;

/// Which events are wanted; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// From then on.
    pub since: Option<Timestamp>,
    /// Before then.
    pub until: Option<Timestamp>,
    /// A kind (`user.disabled`), or the area before the dot (`user`).
    pub kind: Option<String>,
    /// About this person.
    pub person: Option<UserId>,
    /// About this app.
    pub client: Option<ClientId>,
}

impl EventFilter {
    /// Whether `event` is one of those that are wanted.
    pub fn lets_through(&self, event: &Event) -> bool {
        let area = event.kind.split_once('.').map_or("", |(area, _)| area);
        self.since.is_none_or(|since| event.at >= since)
            && self.until.is_none_or(|until| event.at < until)
            && (self.kind.as_deref()).is_none_or(|kind| kind == event.kind || kind == area)
            && self
                .person
                .is_none_or(|person| event.person == Some(person))
            && (self.client.as_ref()).is_none_or(|client| event.client.as_ref() == Some(client))
    }
}

/// Which notes are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notes {
    /// Those that the filter lets through.
    Like(EventFilter),
    /// Of the request with this reference.
    Reference(String),
    /// Of this way through a sign-in.
    Trace(TraceId),
}

/// Which ways through sign-ins are wanted; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TraceFilter {
    /// Begun from then on.
    pub since: Option<Timestamp>,
    /// With a step about this person.
    pub person: Option<UserId>,
    /// With a step about this app.
    pub client: Option<ClientId>,
    /// Whose last step ended so.
    pub outcome: Option<EventOutcome>,
}

/// An event in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainedEvent {
    /// Its number: one more than that of the event before.
    pub position: i64,
    /// SHA-256 over the hash before, the position and the event.
    pub hash: [u8; 32],
    /// The event.
    pub event: Event,
}

/// An end of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditMark {
    /// The number of the last event before (at the beginning), or of the last one (at the end).
    pub position: i64,
    /// Its hash.
    pub hash: [u8; 32],
    /// Proof that Signet set this mark.
    pub mac: [u8; 32],
}

/// Both ends of the chain; none before the first event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuditMarks {
    /// What was cut off up to; none as long as nothing was.
    pub start: Option<AuditMark>,
    /// The last event.
    pub head: Option<AuditMark>,
}

/// Events that go into the chain together.
#[derive(Clone, Debug)]
pub struct Chaining {
    /// Where the chain ended when they were chained.
    pub from: i64,
    /// The events with their numbers and hashes, in order.
    pub links: Vec<(EventId, i64, [u8; 32])>,
    /// Where it ends with them.
    pub head: AuditMark,
    /// What is to be sent of them.
    pub deliveries: Vec<WebhookDelivery>,
}

/// What has happened.
#[async_trait]
pub trait Events {
    /// The same store, whose writes write `events` down along with what they do, in the same
    /// transaction: all of it happens or nothing. A write that answers `false` did nothing, and
    /// neither happened what would tell of it. To be used for one write; an answer that the store
    /// keeps and letters that it sends stay with it; those of the hot path
    /// (redeeming, refreshing, revoking single tokens) tell of nothing.
    fn recording(&self, events: Vec<Event>) -> Arc<dyn Store>;

    /// Writes events down that tell of nothing else in the database.
    async fn record(&self, events: Vec<Event>) -> Result<()>;

    /// Events that `filter` lets through, newest first, those before `page.after` only.
    async fn events(&self, filter: EventFilter, page: Page<EventId>) -> Result<Vec<Event>>;

    /// One event.
    async fn event(&self, id: EventId) -> Result<Option<Event>>;

    /// Events that are not in the chain yet, oldest first.
    async fn unchained_events(&self, limit: u32) -> Result<Vec<Event>>;

    /// The ends of the chain.
    async fn audit_marks(&self) -> Result<AuditMarks>;

    /// Appends to the chain, and has what was appended sent, in one write; tells whether it did: the
    /// chain must still end where `chaining` begins.
    async fn chain_events(&self, chaining: Chaining) -> Result<bool>;

    /// Events of the chain after `position`, in order.
    async fn chained_events(&self, position: i64, limit: u32) -> Result<Vec<ChainedEvent>>;

    /// Cuts off the chain up to the position of `start`, which becomes its beginning.
    async fn cut_chain(&self, start: AuditMark) -> Result<()>;

    /// Writes down what anybody may have caused.
    async fn note_events(&self, notes: Vec<Event>) -> Result<()>;

    /// Notes, newest first, those before `page.after` only.
    async fn notes(&self, which: Notes, page: Page<EventId>) -> Result<Vec<Event>>;

    /// Ways through sign-ins, those that began last first, those that began before `page.after` only.
    async fn traces(&self, filter: TraceFilter, page: Page<TraceId>) -> Result<Vec<TraceId>>;

    /// Deletes notes from before `since`, and the oldest beyond `most`, some at a time.
    async fn trim_notes(&self, since: Timestamp, most: u32) -> Result<()>;

    /// Takes a place that events are written to or sent to for oneself until `until`: the position up
    /// to which that was done. None while somebody else has it.
    async fn claim_sink(
        &self,
        name: String,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<i64>>;

    /// Gives such a place back, done up to `position`.
    async fn advance_sink(&self, name: String, position: i64) -> Result<()>;
}
