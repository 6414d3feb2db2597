//! Apps.

pub mod act;
pub mod check;
pub mod consents;
pub mod edit;
mod fields;
pub mod list;
mod options;
pub mod preview;
pub mod recipes;
pub mod registration;
pub mod show;

use super::console::Console;
use crate::admin::clients;
use crate::model::Client;
use crate::oidc::ClientId;
use crate::pages::Link;
use crate::pages::admin::Cell;
use actix_web::HttpResponse;
use std::sync::Arc;

/// The list.
pub const PATH: &str = "/admin/clients";
/// One of them.
pub const SHOW: &str = "/admin/clients/show";
/// A new one.
pub const NEW: &str = "/admin/clients/new";
/// What is registered about one.
pub const EDIT: &str = "/admin/clients/edit";
/// What one would see of somebody.
pub const PREVIEW: &str = "/admin/clients/preview";
/// Where the sign-in to one is tried out.
pub const CHECK: &str = "/admin/clients/check";
/// What people allowed one.
pub const CONSENTS: &str = "/admin/clients/consents";
/// Those that can be connected by name.
pub const RECIPES: &str = "/admin/clients/recipes";
/// Where one of them is.
pub const ADD: &str = "/admin/clients/add";
/// What is done to one at once.
pub const ACT: &str = "/admin/clients/act";

/// The member of a query that names a client.
const ID: &str = "id";

/// The client that the query names.
async fn meant(console: &Console<'_>) -> Result<Arc<Client>, HttpResponse> {
    let id = console.query(ID);
    let unknown = |_| console.unknown("no client id");
    let id = ClientId::try_from(id.as_str()).map_err(unknown)?;
    let found = clients::show(&console.desk, &id).await;
    found.map_err(|error| console.trouble(error))
}

/// The address of a page about a client.
pub fn href(console: &Console<'_>, path: &str, id: &ClientId) -> String {
    console.href(path, &[(ID, id.as_str())])
}

/// An app by its id, with the way to its page.
pub fn cell(console: &Console<'_>, id: &ClientId) -> Cell {
    Cell::link(id.as_str(), href(console, SHOW, id))
}

/// The way back from a page about a client.
fn crumbs(console: &Console<'_>, client: Option<&Client>) -> Vec<Link> {
    let list = console.crumb(PATH, "console-clients");
    let one = client.map(|client| Link {
        href: href(console, SHOW, &client.id),
        label: client.display_name().to_owned(),
    });
    std::iter::once(list).chain(one).collect()
}
