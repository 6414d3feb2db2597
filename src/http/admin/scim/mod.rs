//! Tokens of systems that say by SCIM who there is.

pub mod list;
pub mod new;
pub mod remove;
pub mod show;

use super::clients;
use super::console::Console;
use crate::admin::scim_tokens;
use crate::model::{ScimToken, ScimTokenId};
use crate::pages::Link;
use actix_web::HttpResponse;

/// The list.
pub const PATH: &str = "/admin/clients/scim";
/// One of them.
pub const SHOW: &str = "/admin/clients/scim/show";
/// A new one.
pub const NEW: &str = "/admin/clients/scim/new";
/// Makes one worthless.
pub const REMOVE: &str = "/admin/clients/scim/remove";

/// The member of a query that names one.
const ID: &str = "id";

/// The token that the query names.
async fn meant(console: &Console<'_>) -> Result<ScimToken, HttpResponse> {
    let id = console.query(ID).parse();
    let id: ScimTokenId = id.map_err(|_| console.unknown("no identifier of a SCIM token"))?;
    let found = scim_tokens::show(&console.desk, id).await;
    found.map_err(|error| console.trouble(error))
}

/// The address of a page about a token.
fn href(console: &Console<'_>, path: &str, id: ScimTokenId) -> String {
    console.href(path, &[(ID, &id.to_string())])
}

/// The way back from a page about a token.
fn crumbs(console: &Console<'_>, token: Option<&ScimToken>) -> Vec<Link> {
    let lists = [
        console.crumb(clients::PATH, "console-clients"),
        console.crumb(PATH, "console-scim-tokens"),
    ];
    let one = token.map(|token| Link {
        href: href(console, SHOW, token.id),
        label: token.name.clone(),
    });
    lists.into_iter().chain(one).collect()
}
