//! Groups.

pub mod act;
pub mod edit;
pub mod join;
pub mod list;
pub mod show;

use super::console::Console;
use crate::admin::groups;
use crate::model::Group;
use crate::pages::Link;
use crate::pages::admin::Cell;
use actix_web::HttpResponse;

/// The list.
pub const PATH: &str = "/admin/groups";
/// One of them.
pub const SHOW: &str = "/admin/groups/show";
/// A new one.
pub const NEW: &str = "/admin/groups/new";
/// What one is called and what it is for.
pub const EDIT: &str = "/admin/groups/edit";
/// Who is to be put into one.
pub const JOIN: &str = "/admin/groups/join";
/// What is done to one at once.
pub const ACT: &str = "/admin/groups/act";

/// The member of a query that names a group.
const GROUP: &str = "group";

/// The group that the query names.
async fn meant(console: &Console<'_>) -> Result<Group, HttpResponse> {
    let found = groups::find(&console.desk, &console.query(GROUP)).await;
    found.map_err(|error| console.trouble(error))
}

/// The address of a page about a group.
fn href(console: &Console<'_>, path: &str, name: &str) -> String {
    console.href(path, &[(GROUP, name)])
}

/// A group by its name, with the way to its page.
pub fn cell(console: &Console<'_>, name: &str) -> Cell {
    Cell::link(name, href(console, SHOW, name))
}

/// The way back from a page about a group.
fn crumbs(console: &Console<'_>, group: Option<&Group>) -> Vec<Link> {
    let list = console.crumb(PATH, "console-groups");
    let one = group.map(|group| Link {
        href: href(console, SHOW, &group.name),
        label: group.name.clone(),
    });
    std::iter::once(list).chain(one).collect()
}
