//! Events, as many as fit on a page.

use super::filter::Wanted;
use super::{AUDIT, EXPLAIN, NOTES, PATH, TRACES, actor, app, href, outcome, person};
use crate::admin::events;
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::described::Wrong;
use crate::http::admin::parts::at;
use crate::http::cx::Cx;
use crate::model::{Event, EventId};
use crate::pages::admin::{Cell, Deed, List, Table};
use crate::store::{EventFilter, Page};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// So many are on a page.
const PAGE: u32 = 30;

/// Shows them.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let (wanted, after) = (Wanted::of(&console, PATH), console.query("after"));
    let (found, wrong) = match wanted.filter(&console).await? {
        Ok(filter) => (page(&console, filter, &after).await?, Wrong::new()),
        Err(wrong) => (Vec::new(), wrong),
    };
    let is_full = found.len() >= PAGE as usize;
    let next = found.last().filter(|_| is_full);
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = List {
        hint: Some(console.t("console-events-hint")),
        search: Some(wanted.search(&console, &wrong)),
        actions: ways(&console),
        first: (!after.is_empty()).then(|| wanted.href(&console, "")),
        next: next.map(|last| wanted.href(&console, &last.id.to_string())),
        table: table(&console, &found).await?,
        ..console.list(Vec::new(), "console-events")
    };
    Ok(console.page(status, &template))
}

async fn page(
    console: &Console<'_>,
    filter: EventFilter,
    after: &str,
) -> Result<Vec<Event>, HttpResponse> {
    let page: Page<EventId> = Page {
        after: after.parse().ok(),
        limit: PAGE,
    };
    let found = events::list(&console.desk, filter, page).await;
    found.map_err(|error| console.trouble(error))
}

fn ways(console: &Console<'_>) -> Vec<Deed> {
    let path = |path| console.cx.path(path);
    vec![
        console.deed("explain", "console-explain", path(EXPLAIN)),
        console.deed("traces", "console-traces", path(TRACES)),
        console.deed("notes", "console-notes", path(NOTES)),
        console.deed("verify", "console-verify", path(AUDIT)),
    ]
}

async fn table(console: &Console<'_>, events: &[Event]) -> Result<Table, HttpResponse> {
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        rows.push(vec![
            Cell::link(&*event.kind, href(console, event.id)),
            at(event.at),
            outcome(console, event.outcome),
            actor(console, event).await?,
            person(console, event.person).await?,
            app(console, event.client.as_ref()),
        ]);
    }
    Ok(Table {
        heads: console.heads(&[
            "console-what",
            "console-when",
            "console-outcome",
            "console-by",
            "console-person",
            "console-client",
        ]),
        rows,
        empty: console.t("console-no-events"),
    })
}
