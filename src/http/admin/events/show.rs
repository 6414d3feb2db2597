//! One event, whole.

use super::{EXPLAIN, ID, PATH, actor, app, outcome, person, trace_href};
use crate::admin::events;
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::at;
use crate::http::cx::Cx;
use crate::model::Event;
use crate::pages::admin::{Cell, Fact, Section, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Shows it.
pub async fn get(cx: Cx) -> HttpResponse {
    show(&cx).await.unwrap_or_else(|response| response)
}

async fn show(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let id = console.query(ID).parse();
    let id = id.map_err(|_| console.unknown("no identifier of an event"))?;
    let event = events::show(&console.desk, id).await;
    let event = event.map_err(|error| console.trouble(error))?;
    let mut sections = vec![about(&console, &event).await?];
    sections.extend(detail(&console, &event));
    let template = Thing {
        marks: vec![outcome(&console, event.outcome)],
        sections,
        ..console.thing(
            vec![console.crumb(PATH, "console-events")],
            event.kind.to_string(),
        )
    };
    Ok(console.page(StatusCode::OK, &template))
}

async fn about(console: &Console<'_>, event: &Event) -> Result<Section, HttpResponse> {
    let mut facts = vec![
        console.fact("console-when", at(event.at)),
        console.fact("console-by", actor(console, event).await?),
        console.fact("console-person", person(console, event.person).await?),
        console.fact("console-client", app(console, event.client.as_ref())),
        console.fact(
            "console-address",
            Cell::text(event.address.clone().unwrap_or_default()),
        ),
    ];
    if let Some(reference) = &event.reference {
        let explain = console.href(EXPLAIN, &[("q", reference)]);
        facts.push(console.fact("console-reference", Cell::link(&**reference, explain)));
    }
    if let Some(trace) = event.trace {
        let link = Cell::link(trace.to_string(), trace_href(console, trace));
        facts.push(console.fact("console-trace", link));
    }
    if let Some(session) = event.session {
        facts.push(code("sid", session.to_string()));
    }
    facts.push(code("id", event.id.to_string()));
    facts.retain(|fact| fact.values.iter().any(|cell| !cell.text.is_empty()));
    Ok(Section {
        id: "about",
        title: console.t("console-about"),
        facts,
        ..Section::default()
    })
}

fn code(name: &str, value: String) -> Fact {
    Fact {
        is_code: true,
        ..Fact::new(name.to_owned(), Cell::code(value))
    }
}

/// What else there is to say, if there is anything.
fn detail(console: &Console<'_>, event: &Event) -> Option<Section> {
    let facts = event.detail.iter();
    let facts: Vec<_> = facts
        .map(|(name, value)| code(name, value.clone()))
        .collect();
    (!facts.is_empty()).then(|| Section {
        id: "detail",
        title: console.t("console-detail"),
        facts,
        ..Section::default()
    })
}
