//! All tokens: as few as there are systems that say who there is.

use super::{NEW, SHOW, href};
use crate::admin::scim_tokens;
use crate::http::admin::clients;
use crate::http::admin::console::{Answer, Console, role_name};
use crate::http::admin::parts::{at, offered, primary};
use crate::http::cx::Cx;
use crate::model::ScimToken;
use crate::pages::admin::{Cell, List, Table};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Shows them.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let all = scim_tokens::list(&console.desk).await;
    let all = all.map_err(|error| console.trouble(error))?;
    let new = console.deed("new", "console-new-scim-token", cx.path(NEW));
    let template = List {
        hint: Some(console.t("console-scim-tokens-hint")),
        actions: offered(scim_tokens::may_make(&console.desk), primary(new)),
        table: Table {
            heads: console.heads(&[
                "console-name",
                "console-scim-role",
                "console-created",
                "console-last-used",
            ]),
            rows: all.iter().map(|token| row(&console, token)).collect(),
            empty: console.t("console-no-scim-tokens"),
        },
        ..console.list(
            vec![console.crumb(clients::PATH, "console-clients")],
            "console-scim-tokens",
        )
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn row(console: &Console<'_>, token: &ScimToken) -> Vec<Cell> {
    vec![
        Cell::link(&*token.name, href(console, SHOW, token.id)),
        Cell::text(role_name(&console.words, &token.role)),
        at(token.created_at),
        last_used(console, token),
    ]
}

/// When it was last sent.
pub fn last_used(console: &Console<'_>, token: &ScimToken) -> Cell {
    let never = || Cell::text(console.t("console-never-used"));
    token.last_used_at.map_or_else(never, at)
}
