//! What an app would see of somebody.

use super::{ID, PREVIEW, SHOW, check, crumbs, href, meant};
use crate::admin::apps::{self, Preview};
use crate::http::admin::change::shown;
use crate::http::admin::console::{Answer, Console};
use crate::http::cx::Cx;
use crate::model::Client;
use crate::pages::admin::{Cell, Fact, List, Search, Section, Table, Thing, Tone};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use serde_json::{Map, Value};

/// Asks for somebody, and shows it.
pub async fn get(cx: Cx) -> HttpResponse {
    look(&cx).await.unwrap_or_else(|response| response)
}

async fn look(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let client = meant(&console).await?;
    let login = console.query("q");
    if login.trim().is_empty() {
        return Ok(ask(&console, &client));
    }
    let found = apps::preview(&console.desk, &client.id, Some(login.trim())).await;
    let found = found.map_err(|error| console.trouble(error))?;
    Ok(tell(&console, &client, login, found))
}

fn ask(console: &Console<'_>, client: &Client) -> HttpResponse {
    let template = List {
        hint: Some(console.t("console-preview-hint")),
        search: Some(Search {
            action: console.cx.path(PREVIEW),
            label: console.t("console-find-login"),
            value: String::new(),
            kept: vec![(ID, client.id.as_str().to_owned())],
            more: Vec::new(),
        }),
        table: Table::default(),
        ..console.list(crumbs(console, Some(client)), "console-preview")
    };
    console.page(StatusCode::OK, &template)
}

fn tell(console: &Console<'_>, client: &Client, login: String, found: Preview) -> HttpResponse {
    let admitted = if found.admitted {
        console.badge("console-admitted", Tone::Good)
    } else {
        console.badge("console-not-admitted", Tone::Bad)
    };
    let mut sections = vec![
        claims(console, "id-token", "demo-id-token", &found.id_token),
        claims(console, "userinfo", "demo-userinfo", &found.userinfo),
    ];
    if let Some(access_token) = &found.access_token {
        sections.push(claims(
            console,
            "access-token",
            "demo-access-token",
            access_token,
        ));
    }
    if !found.left_out.is_empty() {
        let fact = |one: apps::LeftOut| Fact {
            is_code: true,
            ..Fact::new(one.claim, Cell::text(one.why))
        };
        sections.push(Section {
            id: "left-out",
            title: console.t("console-left-out"),
            facts: found.left_out.into_iter().map(fact).collect(),
            ..Section::default()
        });
    }
    let template = Thing {
        marks: vec![admitted, Cell::code(found.scope.to_string())],
        actions: vec![
            console.deed(
                "check",
                "console-check",
                check::address(console, client, login.trim()),
            ),
            console.deed(
                "another",
                "console-preview-another",
                href(console, PREVIEW, &client.id),
            ),
            console.deed("back", "console-back", href(console, SHOW, &client.id)),
        ],
        sections,
        ..console.thing(crumbs(console, Some(client)), login)
    };
    console.page(StatusCode::OK, &template)
}

fn claims(
    console: &Console<'_>,
    id: &'static str,
    key: &str,
    claims: &Map<String, Value>,
) -> Section {
    let fact = |(name, value): (&String, &Value)| Fact {
        is_code: true,
        ..Fact::new(name.clone(), Cell::text(shown(Some(value))))
    };
    Section {
        id,
        title: console.t(key),
        facts: claims.iter().map(fact).collect(),
        ..Section::default()
    }
}
