//! A target of events, and what was sent there.

use super::act::Act;
use super::{EDIT, ID, SHOW, crumbs, kinds, meant};
use crate::admin::{Operation, Target, webhooks};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::deliveries::{answer, state};
use crate::http::admin::events;
use crate::http::admin::parts::{at, dangerous, maybe_at, primary};
use crate::http::admin::trouble::Trouble;
use crate::http::cx::Cx;
use crate::model::{Webhook, WebhookDelivery, WebhookDeliveryId};
use crate::pages::admin::{Cell, Deed, Secret, Section, Table, Thing};
use crate::store::Page;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// So many deliveries are on a page.
const PAGE: u32 = 50;

/// Shows it.
pub async fn get(cx: Cx) -> HttpResponse {
    show(&cx).await.unwrap_or_else(|response| response)
}

async fn show(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let webhook = meant(&console).await?;
    let page = page(&console, &webhook, None, None).await;
    page.map_err(|trouble| console.trouble(trouble))
}

/// The page, with a secret that is shown this once, or with how a test has gone.
pub async fn page(
    console: &Console<'_>,
    webhook: &Webhook,
    secret: Option<Secret>,
    tested: Option<Cell>,
) -> Result<HttpResponse, Trouble> {
    let template = Thing {
        marks: tested.into_iter().collect(),
        secret,
        actions: actions(console, webhook),
        sections: vec![about(console, webhook), deliveries(console, webhook).await?],
        ..console.thing(crumbs(console, None), webhook.url.clone())
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn actions(console: &Console<'_>, webhook: &Webhook) -> Vec<Deed> {
    let may = console
        .desk
        .may(Operation::EditWebhooks, Target::Deployment);
    if may.is_err() {
        return Vec::new();
    }
    let edit = console.href(EDIT, &[(ID, &webhook.id.to_string())]);
    let act = |id, act: Act| console.deed(id, act.title(), act.href(console, webhook.id));
    vec![
        primary(act("test", Act::Test)),
        console.deed("edit", "console-edit", edit),
        act("rotate-secret", Act::RotateSecret),
        dangerous(act("remove", Act::Remove)),
    ]
}

fn about(console: &Console<'_>, webhook: &Webhook) -> Section {
    Section {
        id: "about",
        title: console.t("console-about"),
        facts: vec![
            console.fact("console-address", Cell::code(&*webhook.url)),
            console.fact("console-events", Cell::text(kinds(console, webhook))),
            console.fact("console-created", at(webhook.created_at)),
        ],
        ..Section::default()
    }
}

async fn deliveries(console: &Console<'_>, webhook: &Webhook) -> Result<Section, Trouble> {
    let after = console.query("after");
    let page: Page<WebhookDeliveryId> = Page {
        after: after.parse().ok(),
        limit: PAGE,
    };
    let all = webhooks::deliveries(&console.desk, webhook.id, page).await?;
    let is_full = all.len() >= PAGE as usize;
    let id = webhook.id.to_string();
    let address = |after: &str| {
        let page = console.href(SHOW, &[(ID, &id), ("after", after)]);
        format!("{page}#deliveries")
    };
    let first =
        (!after.is_empty()).then(|| console.deed("first-deliveries", "console-first", address("")));
    let last = all.last().filter(|_| is_full);
    let next = last.map(|last| {
        let address = address(&last.id.to_string());
        console.deed("next-deliveries", "console-next", address)
    });
    Ok(Section {
        id: "deliveries",
        title: console.t("console-deliveries"),
        hint: Some(console.t("console-webhook-deliveries-hint")),
        table: Some(Table {
            heads: console.heads(&[
                "console-event",
                "console-state",
                "console-attempts",
                "console-answer",
                "console-last-attempt",
                "console-created",
            ]),
            rows: all.iter().map(|one| row(console, one)).collect(),
            empty: console.t("console-no-webhook-deliveries"),
        }),
        actions: first.into_iter().chain(next).collect(),
        ..Section::default()
    })
}

fn row(console: &Console<'_>, one: &WebhookDelivery) -> Vec<Cell> {
    vec![
        event(console, one),
        state(console, one.state),
        Cell::text(one.attempts.to_string()),
        answer(one.last_status, one.last_error.as_deref()),
        maybe_at(one.last_attempt_at),
        at(one.created_at),
    ]
}

/// The event, with the way to it for whoever may see events.
fn event(console: &Console<'_>, one: &WebhookDelivery) -> Cell {
    match console.desk.may(Operation::ReadEvents, Target::Deployment) {
        Ok(()) => Cell::link(&*one.kind, events::href(console, one.event_id)),
        Err(_) => Cell::code(&*one.kind),
    }
}
