//! Invitations: those that can still be used, a new one, and the end of one.

pub mod new;
pub mod withdraw;

use super::PATH as PEOPLE;
use crate::admin::Operation;
use crate::admin::users::{self, OpenInvitation};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::{at, offered, part_from, primary};
use crate::http::cx::Cx;
use crate::pages::Link;
use crate::pages::admin::{Cell, Deed, List, Table};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// The list.
pub const PATH: &str = "/admin/users/invitations";
/// A new one.
pub const NEW: &str = "/admin/users/invitations/new";
/// The end of one.
pub const WITHDRAW: &str = "/admin/users/invitations/withdraw";

/// Shows them.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let after = console.query("after");
    let part = users::invitations(&console.desk, &part_from(&after)).await;
    let part = part.map_err(|error| console.trouble(error))?;
    let onward = |next: &String| console.href(PATH, &[("after", next)]);
    let template = List {
        hint: Some(console.t("console-invitations-hint")),
        actions: actions(&console),
        first: (!after.is_empty()).then(|| cx.path(PATH)),
        next: part.next.as_ref().map(onward),
        table: Table {
            heads: console.heads(&[
                "account-email",
                "profile-name",
                "console-groups",
                "console-invited-by",
                "console-works-until",
                "console-action",
            ]),
            rows: part.items.iter().map(|open| row(&console, open)).collect(),
            empty: console.t("console-no-invitations"),
        },
        ..console.list(
            vec![console.crumb(PEOPLE, "console-users")],
            "console-invitations",
        )
    };
    Ok(console.page(StatusCode::OK, &template))
}

/// The way to a new one, for whoever may invite anybody.
fn actions(console: &Console<'_>) -> Vec<Deed> {
    let may = console.desk.may_somewhere(Operation::EditUsers);
    let new = console.deed("invite", "console-invite", console.cx.path(NEW));
    offered(may, primary(new))
}

fn row(console: &Console<'_>, open: &OpenInvitation) -> Vec<Cell> {
    let invitation = &open.invitation;
    let id = open.id.to_string();
    let withdraw = if open.is_for(&console.desk, Operation::EditUsers) {
        let href = console.href(WITHDRAW, &[("id", &id)]);
        Cell::link(console.t("console-withdraw"), href)
    } else {
        Cell::default()
    };
    vec![
        Cell::text(&*invitation.email),
        Cell::text(&*invitation.name),
        Cell::text(invitation.groups.join(", ")),
        Cell::text(&*invitation.invited_by),
        at(open.expires_at),
        withdraw,
    ]
}

/// The way back from a page about one.
fn crumbs(console: &Console<'_>) -> Vec<Link> {
    vec![
        console.crumb(PEOPLE, "console-users"),
        console.crumb(PATH, "console-invitations"),
    ]
}
