//! A token, without its secret but just after it was made.

use super::list::last_used;
use super::{REMOVE, crumbs, href, meant};
use crate::admin::{Operation, Target, scim};
use crate::http::admin::console::{Answer, Console, role_name};
use crate::http::admin::parts::{at, dangerous, offered};
use crate::http::cx::Cx;
use crate::model::ScimToken;
use crate::pages::admin::{Cell, Secret, Section, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Shows it.
pub async fn get(cx: Cx) -> HttpResponse {
    show(&cx).await.unwrap_or_else(|response| response)
}

async fn show(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let token = meant(&console).await?;
    Ok(page(&console, &token, None))
}

/// The page, with the token itself where it is shown this once.
pub fn page(console: &Console<'_>, token: &ScimToken, secret: Option<Secret>) -> HttpResponse {
    let may = console.desk.may(Operation::EditClients, Target::Deployment);
    let remove = href(console, REMOVE, token.id);
    let remove = dangerous(console.deed("remove", "console-remove", remove));
    let address = console.desk.address(scim::PATH);
    let about = Section {
        id: "about",
        title: console.t("console-about"),
        facts: vec![
            console.fact("console-address", Cell::code(address)),
            console.fact(
                "console-scim-role",
                Cell::text(role_name(&console.words, &token.role)),
            ),
            console.fact("console-created", at(token.created_at)),
            console.fact("console-last-used", last_used(console, token)),
        ],
        ..Section::default()
    };
    let template = Thing {
        secret,
        actions: offered(may, remove),
        sections: vec![about],
        ..console.thing(crumbs(console, None), token.name.clone())
    };
    console.page(StatusCode::OK, &template)
}
