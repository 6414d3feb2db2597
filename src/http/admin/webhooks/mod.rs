//! Where events are sent.

pub mod act;
pub mod edit;
pub mod list;
pub mod new;
pub mod show;

use super::console::Console;
use super::deliveries;
use crate::admin::webhooks;
use crate::model::{Webhook, WebhookId};
use crate::pages::Link;
use actix_web::HttpResponse;

/// The list.
pub const PATH: &str = "/admin/deliveries/webhooks";
/// One of them.
pub const SHOW: &str = "/admin/deliveries/webhooks/show";
/// A new one.
pub const NEW: &str = "/admin/deliveries/webhooks/new";
/// What is sent to one, and where it is.
pub const EDIT: &str = "/admin/deliveries/webhooks/edit";
/// What is done to one at once.
pub const ACT: &str = "/admin/deliveries/webhooks/act";

/// The member of a query that names one.
const ID: &str = "id";

/// The webhook that the query names.
async fn meant(console: &Console<'_>) -> Result<Webhook, HttpResponse> {
    let id = console.query(ID).parse();
    let id = id.map_err(|_| console.unknown("no identifier of a webhook"))?;
    let found = webhooks::show(&console.desk, id).await;
    found.map_err(|error| console.trouble(error))
}

/// The address of the page about a webhook.
fn href(console: &Console<'_>, id: WebhookId) -> String {
    console.href(SHOW, &[(ID, &id.to_string())])
}

/// The way back from a page about a webhook.
fn crumbs(console: &Console<'_>, webhook: Option<&Webhook>) -> Vec<Link> {
    let lists = [
        console.crumb(deliveries::PATH, "console-deliveries"),
        console.crumb(PATH, "console-webhooks"),
    ];
    let one = webhook.map(|webhook| Link {
        href: href(console, webhook.id),
        label: webhook.url.clone(),
    });
    lists.into_iter().chain(one).collect()
}

/// Which events are sent there.
fn kinds(console: &Console<'_>, webhook: &Webhook) -> String {
    if webhook.kinds.is_empty() {
        console.t("console-all-events")
    } else {
        webhook.kinds.join(", ")
    }
}
