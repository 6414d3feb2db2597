//! Apps, as many as fit on a page.

use super::{NEW, PATH, RECIPES, SHOW, href, registration};
use crate::admin::{Operation, Target, clients};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::{at, part_from, primary};
use crate::http::admin::scim;
use crate::http::cx::Cx;
use crate::model::{Client, ClientOrigin};
use crate::pages::admin::{Cell, Deed, List, Search, Table, Tone};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Shows them.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let (find, after) = (console.query("q"), console.query("after"));
    let page = clients::search(&console.desk, &find, &part_from(&after)).await;
    let page = page.map_err(|error| console.trouble(error))?;
    let onward = |after: &String| console.href(PATH, &[("q", &find), ("after", after)]);
    let template = List {
        next: page.next.as_ref().map(onward),
        first: (!after.is_empty()).then(|| console.href(PATH, &[("q", &find)])),
        search: Some(Search {
            action: cx.path(PATH),
            label: console.t("console-find-client"),
            value: find.clone(),
            kept: Vec::new(),
            more: Vec::new(),
        }),
        actions: actions(&console),
        table: Table {
            heads: console.heads(&[
                "console-name",
                "console-client-id",
                "console-kind",
                "console-changed",
            ]),
            rows: page
                .items
                .iter()
                .map(|client| row(&console, client))
                .collect(),
            empty: console.t("console-no-clients"),
        },
        ..console.list(Vec::new(), "console-clients")
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn actions(console: &Console<'_>) -> Vec<Deed> {
    let path = |path: &str| console.cx.path(path);
    let mut all = match console.desk.may(Operation::EditClients, Target::Deployment) {
        Ok(()) => vec![
            primary(console.deed("recipes", "console-recipes", path(RECIPES))),
            console.deed("new", "console-new-client", path(NEW)),
            console.deed(
                "registration",
                "console-registration-token",
                path(registration::NEW),
            ),
            console.deed(
                "revoke-registration",
                "console-revoke-token",
                path(registration::REVOKE),
            ),
        ],
        Err(_) => Vec::new(),
    };
    all.push(console.deed("scim", "console-scim-tokens", path(scim::PATH)));
    all
}

fn row(console: &Console<'_>, client: &Client) -> Vec<Cell> {
    vec![
        Cell::link(client.display_name(), href(console, SHOW, &client.id)),
        Cell::code(client.id.as_str()),
        origin(console, client),
        at(client.updated_at),
    ]
}

/// Who made an app known.
pub fn origin(console: &Console<'_>, client: &Client) -> Cell {
    let key = match client.origin {
        ClientOrigin::Operator => "console-origin-operator",
        ClientOrigin::Demo => "demo-title",
        ClientOrigin::Registered => "console-origin-registered",
    };
    console.badge(key, Tone::Calm)
}
