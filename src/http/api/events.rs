//! What has happened, and the chain of it.

use super::exchange::{Answer, Query, list, ok, parse, parse_time, segment};
use super::operator::desk;
use super::problem::Problem;
use super::schema::{Schema, object};
use crate::admin::part::Part;
use crate::admin::{audit, events};
use crate::http::cx::Cx;
use crate::model::{Event, EventOutcome, UserId};
use crate::oidc::ClientId;
use crate::store::{ChainedEvent, EventFilter};
use data_encoding::HEXLOWER;
use serde_json::{Value, json};

/// The parameters of the list, and of what is kept apart.
pub const LIST: &[&str] = &[
    "kind",
    "user_id",
    "client_id",
    "since",
    "until",
    "cursor",
    "limit",
];

/// The parameters of the chain.
pub const CHAIN: &[&str] = &["kind", "user_id", "client_id", "since", "until", "cursor"];

object! {
    /// What a look at the whole chain found.
    VerificationBody {
        /// The number of the first event that is there
        first: i64,
        /// The number of the last
        last: i64,
        /// Where the chain is broken for the first time
        broken: Option<String>,
    }

    /// An event in the chain.
    ChainedBody {
        /// Its number: one more than that of the event before
        position: i64,
        /// SHA-256 over the hash before, the position and the event
        hash: String,
        /// The event, to the letter
        event: EventBody,
    }
}

/// An event as it is everywhere: in the chain, in webhooks, in files.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct EventBody(pub Value);

impl From<Event> for EventBody {
    fn from(event: Event) -> Self {
        Self(json!(event))
    }
}

impl Schema for EventBody {
    fn schema() -> Value {
        let text = json!({"type": "string"});
        let outcomes = [EventOutcome::Success, EventOutcome::Failure];
        json!({
            "type": "object",
            "properties": {
                "id": text,
                "at": {"type": "integer", "description": "Seconds since 1970"},
                "kind": {"type": "string", "description": "area.what, such as user.disabled"},
                "outcome": {"enum": outcomes},
                "actor": {"type": "string", "description": "Who did it"},
                "person": {"type": "string", "description": "Whom it is about"},
                "client": {"type": "string", "description": "Which app it is about"},
                "session": text,
                "address": text,
                "reference": text,
                "trace": text,
                "detail": {"type": "object", "additionalProperties": text},
            },
            "required": ["id", "at", "kind", "outcome", "actor"],
            "additionalProperties": false,
        })
    }
}

impl From<ChainedEvent> for ChainedBody {
    fn from(chained: ChainedEvent) -> Self {
        Self {
            position: chained.position,
            hash: HEXLOWER.encode(&chained.hash),
            event: chained.event.into(),
        }
    }
}

/// The person and the app that a query names.
pub fn about(query: &Query) -> Result<(Option<UserId>, Option<ClientId>), Problem> {
    let person = query.get("user_id")?;
    let person = person.map(|id| parse("user_id", id)).transpose()?;
    let client = query.get("client_id")?.map(ClientId::try_from).transpose();
    let client = client.map_err(|why| Problem::unfit(format!("client_id: {why}")))?;
    Ok((person, client))
}

/// Which events a query asks for.
pub fn filter(query: &Query) -> Result<EventFilter, Problem> {
    let time = |name| {
        let given = query.get(name)?;
        given.map(|text| parse_time(name, text)).transpose()
    };
    let (person, client) = about(query)?;
    Ok(EventFilter {
        since: time("since")?,
        until: time("until")?,
        kind: query.get("kind")?.map(str::to_owned),
        person,
        client,
    })
}

/// Events, newest first.
pub async fn all(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    let part = events::part(&desk, filter(&query)?, &query.part()?).await?;
    list(part, EventBody::from)
}

/// One event.
pub async fn one(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let event = events::show(&desk, segment(&cx, "id")?).await?;
    ok(&EventBody::from(event))
}

/// A part of the chain, oldest first.
pub async fn chain(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    let after = query.get("cursor")?;
    let after = after.map_or(Ok(0), |text| parse("cursor", text))?;
    let part = audit::export(&desk, &filter(&query)?, after).await?;
    let (items, next) = match part {
        None => (Vec::new(), None),
        Some(part) => (part.events, Some(part.next.to_string())),
    };
    list(Part { items, next }, ChainedBody::from)
}

/// Looks through the whole chain.
pub async fn verify(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let verified = audit::verify(&desk).await?;
    ok(&VerificationBody {
        first: verified.first,
        last: verified.last,
        broken: verified.broken.map(|broken| broken.to_string()),
    })
}
