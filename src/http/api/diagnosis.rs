//! What went wrong and how things go: refused requests, traces of sign-ins, figures.

use super::events::{EventBody, about, filter};
use super::exchange::{Answer, Query, list, ok, parse, segment, time, whole};
use super::operator::desk;
use super::problem::Problem;
use super::schema::object;
use crate::admin::events;
use crate::admin::explain::{self, Explanation};
use crate::admin::figures;
use crate::admin::traces::{self, Trace};
use crate::http::cx::Cx;
use crate::model::EventOutcome;
use crate::store::{Figures, TraceFilter};
use actix_web::http::StatusCode;
use std::time::Duration;

/// The parameters of the sign-ins.
pub const TRACES: &[&str] = &["user_id", "client_id", "outcome", "cursor", "limit"];

/// The parameters of the figures.
pub const FIGURES: &[&str] = &["hours"];

object! {
    /// A name and a value.
    NamedBody {
        /// The name
        name: String,
        /// The value
        value: String,
    }

    /// The first character in which two texts differ.
    DifferenceBody {
        /// How many characters are the same before it
        position: i64,
        /// What was received
        received: String,
        /// The registered text that is the same for longest
        registered: String,
    }

    /// A refused request against what is registered.
    ExplanationBody {
        /// When it came
        at: String,
        /// Its reference
        reference: Option<String>,
        /// The app
        client_id: Option<String>,
        /// The person, where it is about one
        user_id: Option<String>,
        /// From where it came
        address: Option<String>,
        /// To which path
        path: Option<String>,
        /// The error that was answered
        error: String,
        /// What was said of it
        description: String,
        /// What only operators are told
        detail: String,
        /// Parameters as received, secrets left out
        received: Vec<NamedBody>,
        /// What the app has registered of the same kind
        registered: Vec<NamedBody>,
        /// Where the two differ first
        difference: Option<DifferenceBody>,
        /// The rule that was not kept
        rule: String,
        /// Where it stands
        section: String,
        /// The one change that would mend it
        fix: String,
    }

    /// One way through a sign-in.
    TraceBody {
        /// Its identifier
        id: String,
        /// Its first step
        began_at: String,
        /// Its last one
        last_at: String,
        /// The kind of the last step
        last_step: String,
        /// success or failure
        outcome: String,
        /// For which app
        client_id: Option<String>,
        /// Who it turned out to be
        user_id: Option<String>,
        /// How many steps there are
        steps: i64,
    }

    /// What happened within a quarter of an hour.
    FiguresBody {
        /// When it began
        began_at: String,
        /// Sessions that began
        sign_ins: i64,
        /// Evidence that did not lead on
        failures: i64,
        /// Tokens that were handed out
        tokens: i64,
    }

    /// How much there is, and how much happened.
    OverviewBody {
        /// Sessions that go on
        sessions: i64,
        /// Logout tokens that are still to be sent
        logouts: i64,
        /// Letters that are still to be sent
        letters: i64,
        /// Each quarter of an hour in which something happened, the oldest first
        past: Vec<FiguresBody>,
    }
}

fn named(pairs: Vec<(String, String)>) -> Vec<NamedBody> {
    let pairs = pairs.into_iter();
    pairs
        .map(|(name, value)| NamedBody { name, value })
        .collect()
}

impl From<Explanation> for ExplanationBody {
    fn from(found: Explanation) -> Self {
        let event = found.event;
        Self {
            at: time(event.at),
            reference: event.reference,
            client_id: event.client.map(String::from),
            user_id: event.person.map(|id| id.to_string()),
            address: event.address,
            path: event.detail.get("path").cloned(),
            error: found.error,
            description: found.description,
            detail: found.detail,
            received: named(found.received),
            registered: named(found.registered),
            difference: found.difference.map(|difference| DifferenceBody {
                position: count(difference.position),
                received: difference.received,
                registered: difference.registered,
            }),
            rule: found.rule.to_owned(),
            section: found.section.to_owned(),
            fix: found.fix,
        }
    }
}

impl From<Trace> for TraceBody {
    fn from(trace: Trace) -> Self {
        Self {
            id: trace.id.to_string(),
            began_at: time(trace.began_at),
            last_at: time(trace.last_at),
            last_step: trace.last_step,
            outcome: match trace.outcome {
                EventOutcome::Success => "success",
                EventOutcome::Failure => "failure",
            }
            .to_owned(),
            client_id: trace.client.map(String::from),
            user_id: trace.person.map(|id| id.to_string()),
            steps: count(trace.steps),
        }
    }
}

impl From<Figures> for FiguresBody {
    fn from(figures: Figures) -> Self {
        Self {
            began_at: time(figures.began_at),
            sign_ins: count(figures.counted.sign_ins),
            failures: count(figures.counted.failures),
            tokens: count(figures.counted.tokens),
        }
    }
}

fn count(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

/// What is known of a refused request.
pub async fn explanation(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let reference: String = segment(&cx, "reference")?;
    let found = explain::explain(&desk, &reference).await?;
    let unknown = || {
        let why = format!(
            "nothing is kept of a refused request {reference:?}: it takes a second or two, and goes \
             after a week or when many others came"
        );
        Problem::new(StatusCode::NOT_FOUND, why)
    };
    ok(&ExplanationBody::from(found.ok_or_else(unknown)?))
}

/// Sign-ins, those that began last first.
pub async fn latest(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    let (person, client) = about(&query)?;
    let outcome = match query.get("outcome")? {
        None => None,
        Some("success") => Some(EventOutcome::Success),
        Some("failure") => Some(EventOutcome::Failure),
        Some(_) => return Err(Problem::unfit("outcome: use success or failure")),
    };
    let filter = TraceFilter {
        since: None,
        person,
        client,
        outcome,
    };
    let part = traces::list(&desk, filter, &query.part()?).await?;
    list(part, TraceBody::from)
}

/// Refused requests, failed sign-ins and steps of sign-ins, newest first.
pub async fn notes(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    let part = events::notes(&desk, filter(&query)?, &query.part()?).await?;
    list(part, EventBody::from)
}

/// The steps of one sign-in.
pub async fn steps(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let steps = traces::show(&desk, segment(&cx, "id")?).await?;
    whole(steps.into_iter().map(EventBody::from))
}

/// How much there is, and how much happened.
pub async fn overview(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let query = Query::of(&cx)?;
    let hours = query.get("hours")?;
    let hours = hours.map_or(Ok(24), |text| parse("hours", text))?;
    let most = figures::KEPT.as_secs() / 3_600;
    if !(1..=most).contains(&hours) {
        return Err(Problem::unfit(format!("hours: use 1 to {most}")));
    }
    let seen = figures::overview(&desk, Duration::from_hours(hours)).await?;
    ok(&OverviewBody {
        sessions: count(seen.now.sessions),
        logouts: count(seen.now.logouts),
        letters: count(seen.now.mails),
        past: seen.past.into_iter().map(FiguresBody::from).collect(),
    })
}
