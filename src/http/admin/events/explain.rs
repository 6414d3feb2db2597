//! Why a request was refused, by the reference that its page showed.

use super::{EXPLAIN, PATH, app, person};
use crate::admin::explain::{self, Explanation};
use crate::admin::{Operation, Target};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::at;
use crate::http::cx::Cx;
use crate::pages::admin::{Cell, Fact, List, Search, Section, Table, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Asks for a reference, and tells what is known under it.
pub async fn get(cx: Cx) -> HttpResponse {
    look(&cx).await.unwrap_or_else(|response| response)
}

async fn look(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let may = console.desk.may(Operation::ReadEvents, Target::Deployment);
    may.map_err(|error| console.trouble(error))?;
    let reference = console.query("q").trim().to_owned();
    if reference.is_empty() {
        return Ok(ask(&console, reference, StatusCode::OK));
    }
    let found = explain::explain(&console.desk, &reference).await;
    match found.map_err(|error| console.trouble(error))? {
        Some(found) => tell(&console, reference, &found).await,
        None => Ok(ask(&console, reference, StatusCode::NOT_FOUND)),
    }
}

fn ask(console: &Console<'_>, reference: String, status: StatusCode) -> HttpResponse {
    let nothing = match reference.as_str() {
        "" => String::new(),
        _ => console.t("console-no-reference"),
    };
    let template = List {
        hint: Some(console.t("console-explain-hint")),
        search: Some(Search {
            action: console.cx.path(EXPLAIN),
            label: console.t("console-reference"),
            value: reference,
            kept: Vec::new(),
            more: Vec::new(),
        }),
        table: Table {
            empty: nothing,
            ..Table::default()
        },
        ..console.list(
            vec![console.crumb(PATH, "console-events")],
            "console-explain",
        )
    };
    console.page(status, &template)
}

async fn tell(console: &Console<'_>, reference: String, found: &Explanation) -> Answer {
    let received = pairs(console, "received", "console-received", &found.received);
    let registered = &found.registered;
    let registered = pairs(console, "registered", "console-registered", registered);
    let sections = std::iter::once(why(console, found).await?);
    let sections = sections.chain(difference(console, found));
    let template = Thing {
        sections: sections.chain(received).chain(registered).collect(),
        ..console.thing(
            vec![
                console.crumb(PATH, "console-events"),
                console.crumb(EXPLAIN, "console-explain"),
            ],
            reference,
        )
    };
    Ok(console.page(StatusCode::OK, &template))
}

async fn why(console: &Console<'_>, found: &Explanation) -> Result<Section, HttpResponse> {
    let event = &found.event;
    let path = event.detail.get("path").cloned();
    let mut facts = vec![
        console.fact("console-fix", Cell::text(&*found.fix)),
        console.fact(
            "console-rule",
            Cell::text(format!("{} ({})", found.rule, found.section)),
        ),
        console.fact("console-error", Cell::code(&*found.error)),
        console.fact("console-said", Cell::text(&*found.description)),
        console.fact("console-detail", Cell::text(&*found.detail)),
        console.fact("console-client", app(console, event.client.as_ref())),
        console.fact("console-person", person(console, event.person).await?),
        console.fact("console-path", Cell::code(path.unwrap_or_default())),
        console.fact(
            "console-address",
            Cell::text(event.address.clone().unwrap_or_default()),
        ),
        console.fact("console-when", at(event.at)),
    ];
    facts.retain(|fact| fact.values.iter().any(|cell| !cell.text.is_empty()));
    Ok(Section {
        id: "why",
        title: console.t("console-why"),
        facts,
        ..Section::default()
    })
}

/// Where what came differs from what is registered, if that is why.
fn difference(console: &Console<'_>, found: &Explanation) -> Option<Section> {
    let differs = found.difference.as_ref()?;
    let (received, registered) = differs.characters();
    let position = differs.position + 1;
    let character = |one: Option<char>| one.map(String::from).unwrap_or_default();
    let text = format!(
        "{position}: {:?} ≠ {:?}",
        character(received),
        character(registered)
    );
    Some(Section {
        id: "difference",
        title: console.t("console-difference"),
        facts: vec![
            console.fact("console-received", Cell::code(&*differs.received)),
            console.fact("console-registered", Cell::code(&*differs.registered)),
            console.fact("console-differs-at", Cell::code(text)),
        ],
        ..Section::default()
    })
}

fn pairs(
    console: &Console<'_>,
    id: &'static str,
    key: &str,
    pairs: &[(String, String)],
) -> Option<Section> {
    let fact = |(name, value): &(String, String)| Fact {
        is_code: true,
        ..Fact::new(name.clone(), Cell::code(&**value))
    };
    (!pairs.is_empty()).then(|| Section {
        id,
        title: console.t(key),
        facts: pairs.iter().map(fact).collect(),
        ..Section::default()
    })
}
