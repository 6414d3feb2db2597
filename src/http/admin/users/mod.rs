//! People.

pub mod act;
pub mod edit;
pub mod end_all;
mod fields;
pub mod invitations;
pub mod list;
pub mod roles;
pub mod sessions;
pub mod show;
pub mod withdraw;

use super::console::Console;
use crate::admin::users::{self, UsersError};
use crate::model::{User, UserId};
use crate::pages::Link;
use crate::pages::admin::Cell;
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

/// What one may do in Signet itself.
pub const ROLES: &str = "/admin/users/roles";
/// What one allowed an app is taken back.
pub const WITHDRAW: &str = "/admin/users/withdraw";
/// Sessions of everybody.
pub const SESSIONS: &str = "/admin/users/sessions";
/// The end of all of them.
pub const END_ALL: &str = "/admin/users/sessions/end-all";
/// The end of one of them.
pub const END_SESSION: &str = "/admin/users/sessions/end";

/// The member of a query that names somebody.
pub const USER: &str = "user";

/// The person that the query names.
async fn meant(console: &Console<'_>) -> Result<User, HttpResponse> {
    let found = users::find(&console.desk, &console.query(USER)).await;
    Ok(found.map_err(|error| console.trouble(error))?.user)
}

/// Somebody by their user name; by their identifier where there is nobody any more.
pub async fn cell(console: &Console<'_>, id: UserId) -> Result<Cell, HttpResponse> {
    match users::show(&console.desk, id).await {
        Ok(user) => {
            let page = href(console, SHOW, &user);
            Ok(Cell::link(&*user.username.display, page))
        }
        Err(UsersError::Unknown(id)) => Ok(Cell::code(id)),
        Err(error) => Err(console.trouble(error)),
    }
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
