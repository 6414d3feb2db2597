//! All targets of events: few, for each is called for every event.

use super::{NEW, crumbs, href, kinds};
use crate::admin::{Operation, Target, webhooks};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::{at, primary};
use crate::http::cx::Cx;
use crate::model::Webhook;
use crate::pages::admin::{Cell, Deed, List, Table};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Shows them.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let all = webhooks::list(&console.desk).await;
    let all = all.map_err(|error| console.trouble(error))?;
    let mut crumbs = crumbs(&console, None);
    crumbs.pop();
    let template = List {
        chrome: console.chrome(),
        frame: console.frame(crumbs),
        title: console.t("console-webhooks"),
        hint: Some(console.t("console-webhooks-hint")),
        search: None,
        actions: actions(&console),
        table: Table {
            heads: console.heads(&["console-address", "console-events", "console-created"]),
            rows: all.iter().map(|webhook| row(&console, webhook)).collect(),
            empty: console.t("console-no-webhooks"),
        },
        first: None,
        next: None,
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn actions(console: &Console<'_>) -> Vec<Deed> {
    let may = console
        .desk
        .may(Operation::EditWebhooks, Target::Deployment);
    let new = console.deed("new", "console-new-webhook", console.cx.path(NEW));
    may.map(|()| primary(new)).into_iter().collect()
}

fn row(console: &Console<'_>, webhook: &Webhook) -> Vec<Cell> {
    vec![
        Cell::link(&*webhook.url, href(console, webhook.id)),
        Cell::text(kinds(console, webhook)),
        at(webhook.created_at),
    ]
}
