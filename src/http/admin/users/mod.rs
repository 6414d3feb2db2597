//! People.

pub mod act;
pub mod edit;
mod fields;
pub mod list;
pub mod show;

use super::console::Console;
use crate::admin::users;
use crate::model::User;
use crate::pages::Link;
use actix_web::HttpResponse;

/// The list.
pub const PATH: &str = "/admin/users";
/// One of them.
pub const SHOW: &str = "/admin/users/show";
/// A new one.
pub const NEW: &str = "/admin/users/new";
/// What is known of one.
pub const EDIT: &str = "/admin/users/edit";
/// What is done to one at once.
pub const ACT: &str = "/admin/users/act";

/// The member of a query that names somebody.
const USER: &str = "user";

/// The person that the query names.
async fn meant(console: &Console<'_>) -> Result<User, HttpResponse> {
    let found = users::find(&console.desk, &console.query(USER)).await;
    Ok(found.map_err(|error| console.trouble(error))?.user)
}

/// The address of a page about somebody.
pub fn href(console: &Console<'_>, path: &str, user: &User) -> String {
    console.href(path, &[(USER, &user.username.display)])
}

/// The way back from a page about somebody.
fn crumbs(console: &Console<'_>, user: Option<&User>) -> Vec<Link> {
    let list = console.crumb(PATH, "console-users");
    let one = user.map(|user| Link {
        href: href(console, SHOW, user),
        label: user.username.display.clone(),
    });
    std::iter::once(list).chain(one).collect()
}
