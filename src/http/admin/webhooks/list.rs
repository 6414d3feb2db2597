//! All targets of events: few, for each is called for every event.

use super::{NEW, href, kinds};
use crate::admin::{Operation, Target, webhooks};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::deliveries;
use crate::http::admin::parts::{at, offered, primary};
use crate::http::cx::Cx;
use crate::model::Webhook;
use crate::pages::admin::{Cell, List, Table};
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
    let may = console
        .desk
        .may(Operation::EditWebhooks, Target::Deployment);
    let new = console.deed("new", "console-new-webhook", cx.path(NEW));
    let template = List {
        hint: Some(console.t("console-webhooks-hint")),
        actions: offered(may, primary(new)),
        table: Table {
            heads: console.heads(&["console-address", "console-events", "console-created"]),
            rows: all.iter().map(|webhook| row(&console, webhook)).collect(),
            empty: console.t("console-no-webhooks"),
        },
        ..console.list(
            vec![console.crumb(deliveries::PATH, "console-deliveries")],
            "console-webhooks",
        )
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn row(console: &Console<'_>, webhook: &Webhook) -> Vec<Cell> {
    vec![
        Cell::link(&*webhook.url, href(console, webhook.id)),
        Cell::text(kinds(console, webhook)),
        at(webhook.created_at),
    ]
}
