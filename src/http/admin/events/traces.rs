//! How sign-ins went, step by step.

use super::filter::{CLIENT, client, person as named};
use super::notes::{detail, nothing, status};
use super::{ID, NOTES, PATH, TRACES, app, outcome, person, trace_href};
use crate::admin::traces::{self, Trace};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::described::{Wrong, wrong_with};
use crate::http::admin::parts::{at, part_from};
use crate::http::admin::users::USER;
use crate::http::cx::Cx;
use crate::model::{Event, EventOutcome};
use crate::pages::admin::{Cell, Choice, Deed, Field, Input, List, Search, Table};
use crate::store::TraceFilter;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// The outcomes that can be looked for: as queries have them, and the names for people.
const OUTCOMES: [(&str, EventOutcome, &str); 2] = [
    ("success", EventOutcome::Success, "console-success"),
    ("failure", EventOutcome::Failure, "console-failure"),
];

/// Which sign-ins are looked for.
struct Wanted {
    person: String,
    client: String,
    outcome: String,
}

impl Wanted {
    fn of(console: &Console<'_>) -> Self {
        let query = |name| console.query(name).trim().to_owned();
        Self {
            person: query("q"),
            client: query(CLIENT),
            outcome: query("outcome"),
        }
    }

    /// The list that goes on at `after`.
    fn href(&self, console: &Console<'_>, after: &str) -> String {
        let query = [
            ("q", &*self.person),
            (CLIENT, &self.client),
            ("outcome", &self.outcome),
            ("after", after),
        ];
        console.href(TRACES, &query)
    }

    async fn filter(
        &self,
        console: &Console<'_>,
        wrong: &mut Wrong,
    ) -> Result<TraceFilter, HttpResponse> {
        let outcome = OUTCOMES.iter().find(|(name, _, _)| *name == self.outcome);
        Ok(TraceFilter {
            since: None,
            person: named(console, &self.person, wrong).await?,
            client: client(console, &self.client, wrong),
            outcome: outcome.map(|(_, outcome, _)| *outcome),
        })
    }

    fn search(&self, console: &Console<'_>, wrong: &Wrong) -> Search {
        let choice = |value: &str, key| Choice {
            value: value.to_owned(),
            label: console.t(key),
        };
        let outcomes = OUTCOMES.iter().map(|(name, _, key)| choice(name, key));
        let any = choice("", "console-any-outcome");
        Search {
            action: console.cx.path(TRACES),
            label: console.t("console-find-person"),
            value: self.person.clone(),
            kept: Vec::new(),
            more: vec![
                Field {
                    name: CLIENT.to_owned(),
                    label: console.t("console-client-id"),
                    value: self.client.clone(),
                    error: wrong_with(wrong, CLIENT),
                    ..Field::default()
                },
                Field {
                    name: "outcome".to_owned(),
                    label: console.t("console-outcome"),
                    value: self.outcome.clone(),
                    input: Input::Choice,
                    options: std::iter::once(any).chain(outcomes).collect(),
                    ..Field::default()
                },
            ],
        }
    }
}

/// Shows those that began last.
pub async fn list(cx: Cx) -> HttpResponse {
    latest(&cx).await.unwrap_or_else(|response| response)
}

async fn latest(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let (wanted, after) = (Wanted::of(&console), console.query("after"));
    let mut wrong = Wrong::new();
    let filter = wanted.filter(&console, &mut wrong).await?;
    let part = if wrong.is_empty() {
        let part = traces::list(&console.desk, filter, &part_from(&after)).await;
        part.map_err(|error| console.trouble(error))?
    } else {
        nothing()
    };
    let mut rows = Vec::with_capacity(part.items.len());
    for trace in &part.items {
        rows.push(row(&console, trace).await?);
    }
    // The main field has no place for what is wrong with it.
    let unknown = wrong_with(&wrong, USER);
    let template = List {
        hint: Some(console.t("console-traces-hint")),
        search: Some(wanted.search(&console, &wrong)),
        actions: vec![failed(&console, &wanted)],
        table: Table {
            heads: console.heads(&[
                "console-began",
                "console-last-step",
                "console-outcome",
                "console-person",
                "console-client",
                "console-steps",
            ]),
            rows,
            empty: unknown.unwrap_or_else(|| console.t("console-no-traces")),
        },
        first: (!after.is_empty()).then(|| wanted.href(&console, "")),
        next: part.next.map(|next| wanted.href(&console, &next)),
        ..console.list(
            vec![console.crumb(PATH, "console-events")],
            "console-traces",
        )
    };
    Ok(console.page(status(&wrong), &template))
}

/// Evidence that was not taken of the same person, whatever came after it.
fn failed(console: &Console<'_>, wanted: &Wanted) -> Deed {
    let query = [
        ("q", crate::flow::history::FAILED),
        (USER, &wanted.person),
        (CLIENT, &wanted.client),
    ];
    let list = console.href(NOTES, &query);
    console.deed("failed", "console-failures", list)
}

async fn row(console: &Console<'_>, trace: &Trace) -> Result<Vec<Cell>, HttpResponse> {
    let began = at(trace.began_at).text;
    Ok(vec![
        Cell::link(began, trace_href(console, trace.id)),
        Cell::code(&*trace.last_step),
        outcome(console, trace.outcome),
        person(console, trace.person).await?,
        app(console, trace.client.as_ref()),
        Cell::text(trace.steps.to_string()),
    ])
}

/// Shows the steps of one.
pub async fn show(cx: Cx) -> HttpResponse {
    one(&cx).await.unwrap_or_else(|response| response)
}

async fn one(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let id = console.query(ID).parse();
    let id = id.map_err(|_| console.unknown("no identifier of a sign-in"))?;
    let steps = traces::show(&console.desk, id).await;
    let steps = steps.map_err(|error| console.trouble(error))?;
    let mut rows = Vec::with_capacity(steps.len());
    for step in &steps {
        rows.push(step_row(&console, step).await?);
    }
    let template = List {
        table: Table {
            heads: console.heads(&[
                "console-what",
                "console-when",
                "console-outcome",
                "console-person",
                "console-client",
                "console-detail",
            ]),
            rows,
            empty: console.t("console-no-traces"),
        },
        ..console.list(
            vec![
                console.crumb(PATH, "console-events"),
                console.crumb(TRACES, "console-traces"),
            ],
            "console-trace",
        )
    };
    Ok(console.page(StatusCode::OK, &template))
}

async fn step_row(console: &Console<'_>, step: &Event) -> Result<Vec<Cell>, HttpResponse> {
    Ok(vec![
        Cell::code(&*step.kind),
        at(step.at),
        outcome(console, step.outcome),
        person(console, step.person).await?,
        app(console, step.client.as_ref()),
        Cell::text(detail(step)),
    ])
}
