//! How sign-ins went, step by step.

use super::{ID, PATH, TRACES, app, outcome, person, trace_href};
use crate::admin::traces::{self, Trace};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::at;
use crate::http::cx::Cx;
use crate::model::Event;
use crate::pages::Link;
use crate::pages::admin::{Cell, List, Table};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// So many are shown, the latest.
const SHOWN: usize = 50;

/// Shows the latest.
pub async fn list(cx: Cx) -> HttpResponse {
    latest(&cx).await.unwrap_or_else(|response| response)
}

async fn latest(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let all = traces::list(&console.desk).await;
    let all = all.map_err(|error| console.trouble(error))?;
    let mut rows = Vec::new();
    for trace in all.iter().take(SHOWN) {
        rows.push(row(&console, trace).await?);
    }
    let table = Table {
        heads: console.heads(&[
            "console-began",
            "console-last-step",
            "console-outcome",
            "console-person",
            "console-client",
            "console-steps",
        ]),
        rows,
        empty: console.t("console-no-traces"),
    };
    let crumbs = vec![console.crumb(PATH, "console-events")];
    let hint = Some(console.t("console-traces-hint"));
    Ok(page(&console, crumbs, "console-traces", hint, table))
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
    let table = Table {
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
    };
    let crumbs = vec![
        console.crumb(PATH, "console-events"),
        console.crumb(TRACES, "console-traces"),
    ];
    Ok(page(&console, crumbs, "console-trace", None, table))
}

async fn step_row(console: &Console<'_>, step: &Event) -> Result<Vec<Cell>, HttpResponse> {
    let details = step.detail.iter();
    let details: Vec<_> = details
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    Ok(vec![
        Cell::code(&*step.kind),
        at(step.at),
        outcome(console, step.outcome),
        person(console, step.person).await?,
        app(console, step.client.as_ref()),
        Cell::text(details.join("; ")),
    ])
}

fn page(
    console: &Console<'_>,
    crumbs: Vec<Link>,
    title: &str,
    hint: Option<String>,
    table: Table,
) -> HttpResponse {
    let template = List {
        hint,
        table,
        ..console.list(crumbs, title)
    };
    console.page(StatusCode::OK, &template)
}
