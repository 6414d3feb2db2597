// What has happened. Mounted by `mod.rs`.

use super::backend::{Conn, Row, Sql};
use super::{
    answers, event_chain as chain, event_search as search, mails, note_search as notes, rows,
};
use crate::clock::Timestamp;
use crate::model::{Event, EventId, TraceId};
use crate::store::{
    AuditMark, AuditMarks, ChainedEvent, Chaining, EventFilter, Events, Notes, Page, Recording,
    Records, Result, Store, TraceFilter,
};
use async_trait::async_trait;
use sqlx::Row as _;
use std::borrow::Cow;
use std::sync::Arc;

macro_rules! columns {
    () => {
        "id, at, kind, outcome, actor, user_id, client_id, session_id, address, reference, trace, \
         detail"
    };
}

macro_rules! insert {
    ($table:literal) => {
        concat!(
            "INSERT INTO ", $table, " (", columns!(), ")
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING",
        )
    };
}

statements! {
    INSERT = insert!("events");
    INSERT_NOTE = insert!("event_notes");
    ONE = concat!("SELECT ", columns!(), " FROM events WHERE id = $1");
    COUNT_NOTES = "SELECT COUNT(*) FROM event_notes";
    FORGET_NOTES = "DELETE FROM event_notes WHERE id < $1";
    DROP_NOTES = "
        DELETE FROM event_notes WHERE id IN (SELECT id FROM event_notes ORDER BY id LIMIT $1)";
    CLAIM_SINK = "
        INSERT INTO event_sinks (name, position, leased_until) VALUES ($1, 0, $3)
        ON CONFLICT (name) DO UPDATE SET leased_until = excluded.leased_until
        WHERE event_sinks.leased_until <= $2
        RETURNING position";
    ADVANCE_SINK = "
        UPDATE event_sinks SET position = $2, leased_until = 0 WHERE name = $1 AND position <= $2";
}

impl Recording for Sql {
    fn records(&self) -> &Records {
        &self.records
    }

    fn with_records(&self, records: Records) -> Self {
        self.recording_with(records)
    }
}

#[async_trait]
impl Events for Sql {
    fn recording(&self, events: Vec<Event>) -> Arc<dyn Store> {
        Arc::new(self.with_events(events))
    }

    async fn record(&self, events: Vec<Event>) -> Result<()> {
        self.write(move |conn| Box::pin(insert_all(conn, INSERT, events)))
            .await
    }

    async fn events(&self, filter: EventFilter, page: Page<EventId>) -> Result<Vec<Event>> {
        self.read(move |conn| Box::pin(search::filtered(conn, filter, page)))
            .await
    }

    async fn event(&self, id: EventId) -> Result<Option<Event>> {
        self.read(move |conn| Box::pin(one(conn, id))).await
    }

    async fn unchained_events(&self, limit: u32) -> Result<Vec<Event>> {
        self.read(move |conn| Box::pin(chain::unchained(conn, limit)))
            .await
    }

    async fn audit_marks(&self) -> Result<AuditMarks> {
        self.read(move |conn| Box::pin(chain::marks(conn))).await
    }

    async fn chain_events(&self, chaining: Chaining) -> Result<bool> {
        self.write(move |conn| Box::pin(chain::append(conn, chaining)))
            .await
    }

    async fn chained_events(&self, position: i64, limit: u32) -> Result<Vec<ChainedEvent>> {
        self.read(move |conn| Box::pin(chain::after(conn, position, limit)))
            .await
    }

    async fn cut_chain(&self, start: AuditMark) -> Result<()> {
        self.write(move |conn| Box::pin(chain::cut(conn, start)))
            .await
    }

    async fn note_events(&self, notes: Vec<Event>) -> Result<()> {
        self.write(move |conn| Box::pin(insert_all(conn, INSERT_NOTE, notes)))
            .await
    }

    async fn notes(&self, which: Notes, page: Page<EventId>) -> Result<Vec<Event>> {
        self.read(move |conn| Box::pin(notes::found(conn, which, page)))
            .await
    }

    async fn traces(&self, filter: TraceFilter, page: Page<TraceId>) -> Result<Vec<TraceId>> {
        self.read(move |conn| Box::pin(notes::traces(conn, filter, page)))
            .await
    }

    async fn trim_notes(&self, since: Timestamp, most: u32) -> Result<()> {
        self.write(move |conn| Box::pin(trim(conn, since, most)))
            .await
    }

    async fn claim_sink(
        &self,
        name: String,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<i64>> {
        self.write_singly(move |conn| Box::pin(claim_sink(conn, name, now, until)))
            .await
    }

    async fn advance_sink(&self, name: String, position: i64) -> Result<()> {
        self.write_singly(move |conn| Box::pin(advance_sink(conn, name, position)))
            .await
    }
}

/// Writes `records` down as a part of what they tell of.
pub async fn write_down(conn: &mut Conn, records: &Records) -> Result<()> {
    insert_all(conn, INSERT, records.events.clone()).await?;
    if let Some(answer) = records.answer.clone() {
        answers::keep(conn, answer).await?;
    }
    for mail in records.mails.clone() {
        mails::queue(conn, mail).await?;
    }
    Ok(())
}

async fn insert_all(conn: &mut Conn, statement: &'static str, events: Vec<Event>) -> Result<()> {
    for event in events {
        insert(conn, statement, event).await?;
    }
    Ok(())
}

async fn insert(conn: &mut Conn, statement: &'static str, event: Event) -> Result<()> {
    let detail = serde_json::to_string(&event.detail).unwrap_or_default();
    sqlx::query(statement)
        .bind(event.id)
        .bind(event.at)
        .bind(event.kind.into_owned())
        .bind(event.outcome)
        .bind(event.actor.to_string())
        .bind(event.person)
        .bind(event.client.map(String::from))
        .bind(event.session)
        .bind(event.address)
        .bind(event.reference)
        .bind(event.trace)
        .bind(detail)
        .execute(conn)
        .await?;
    Ok(())
}

/// A row of [`columns`].
pub fn event(row: &Row) -> sqlx::Result<Event> {
    let actor: &str = row.try_get("actor")?;
    let actor = actor.parse();
    let detail: &str = row.try_get("detail")?;
    let client: Option<&str> = row.try_get("client_id")?;
    Ok(Event {
        id: row.try_get("id")?,
        at: row.try_get("at")?,
        kind: Cow::Owned(row.try_get("kind")?),
        outcome: row.try_get("outcome")?,
        actor: actor.map_err(|error| rows::undecodable("actor", error))?,
        person: row.try_get("user_id")?,
        client: client.map(|_| rows::client_id(row)).transpose()?,
        session: row.try_get("session_id")?,
        address: row.try_get("address")?,
        reference: row.try_get("reference")?,
        trace: row.try_get("trace")?,
        detail: serde_json::from_str(detail).map_err(|error| rows::undecodable("detail", error))?,
    })
}

async fn one(conn: &mut Conn, id: EventId) -> Result<Option<Event>> {
    let row = sqlx::query(ONE)
        .bind(id)
        .try_map(|row| event(&row))
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

async fn trim(conn: &mut Conn, since: Timestamp, most: u32) -> Result<()> {
    sqlx::query(FORGET_NOTES)
        .bind(EventId::first_of(since))
        .execute(&mut *conn)
        .await?;
    let kept: i64 = sqlx::query_scalar(COUNT_NOTES)
        .fetch_one(&mut *conn)
        .await?;
    let beyond = kept - i64::from(most);
    if beyond > 0 {
        sqlx::query(DROP_NOTES).bind(beyond).execute(conn).await?;
    }
    Ok(())
}

async fn claim_sink(
    conn: &mut Conn,
    name: String,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<i64>> {
    let position = sqlx::query_scalar(CLAIM_SINK)
        .bind(name)
        .bind(now)
        .bind(until)
        .fetch_optional(conn)
        .await?;
    Ok(position)
}

async fn advance_sink(conn: &mut Conn, name: String, position: i64) -> Result<()> {
    sqlx::query(ADVANCE_SINK)
        .bind(name)
        .bind(position)
        .execute(conn)
        .await?;
    Ok(())
}
