//! What is kept apart from the events, for anybody may cause it: refused requests, failed sign-ins, steps
//! of sign-ins.

use super::filter::Wanted;
use super::{EXPLAIN, NOTES, PATH, app, outcome, person, trace_href};
use crate::admin::events;
use crate::admin::explain::REFUSED;
use crate::admin::part::Part;
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::described::Wrong;
use crate::http::admin::parts::{at, part_from};
use crate::http::cx::Cx;
use crate::model::Event;
use crate::pages::admin::{Cell, List, Table};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Shows it.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let (wanted, after) = (Wanted::of(&console, NOTES), console.query("after"));
    let (part, wrong) = match wanted.filter(&console).await? {
        Ok(filter) => {
            let part = events::notes(&console.desk, filter, &part_from(&after)).await;
            (part.map_err(|error| console.trouble(error))?, Wrong::new())
        }
        Err(wrong) => (nothing(), wrong),
    };
    let mut rows = Vec::with_capacity(part.items.len());
    for note in &part.items {
        rows.push(row(&console, note).await?);
    }
    let template = List {
        hint: Some(console.t("console-notes-hint")),
        search: Some(wanted.search(&console, &wrong)),
        first: (!after.is_empty()).then(|| wanted.href(&console, "")),
        next: part.next.map(|next| wanted.href(&console, &next)),
        table: Table {
            heads: console.heads(&[
                "console-what",
                "console-when",
                "console-outcome",
                "console-person",
                "console-client",
                "console-address",
                "console-detail",
            ]),
            rows,
            empty: console.t("console-no-events"),
        },
        ..console.list(vec![console.crumb(PATH, "console-events")], "console-notes")
    };
    Ok(console.page(status(&wrong), &template))
}

/// No part of any list.
pub fn nothing<T>() -> Part<T> {
    Part {
        items: Vec::new(),
        next: None,
    }
}

/// The status of a list whose search has this `wrong`.
pub fn status(wrong: &Wrong) -> StatusCode {
    if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

async fn row(console: &Console<'_>, note: &Event) -> Result<Vec<Cell>, HttpResponse> {
    let address = note.address.clone().unwrap_or_default();
    Ok(vec![
        what(console, note),
        at(note.at),
        outcome(console, note.outcome),
        person(console, note.person).await?,
        app(console, note.client.as_ref()),
        Cell::text(address),
        Cell::text(detail(note)),
    ])
}

/// What it is, and where more of it is told.
fn what(console: &Console<'_>, note: &Event) -> Cell {
    let explained = note.reference.as_ref().filter(|_| note.kind == REFUSED);
    match (explained, note.trace) {
        (Some(reference), _) => {
            let explain = console.href(EXPLAIN, &[("q", reference)]);
            Cell::link(&*note.kind, explain)
        }
        (None, Some(trace)) => Cell::link(&*note.kind, trace_href(console, trace)),
        (None, None) => Cell::code(&*note.kind),
    }
}

/// What else there is to say of something.
pub fn detail(event: &Event) -> String {
    let details = event.detail.iter();
    let details: Vec<_> = details
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    details.join("; ")
}
