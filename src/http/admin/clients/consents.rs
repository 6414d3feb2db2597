//! What people allowed an app.

use super::{CONSENTS, ID, crumbs, href, meant};
use crate::admin::users::UsersError;
use crate::admin::{Operation, Target, sessions, users};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::{at, part_from};
use crate::http::admin::users as people;
use crate::http::cx::Cx;
use crate::model::{Client, Consent};
use crate::pages::admin::{Cell, Deed, List, Table};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Shows it, as much as fits on a page.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let client = meant(&console).await?;
    let after = console.query("after");
    let part = sessions::consents_at(&console.desk, &client.id, &part_from(&after)).await;
    let part = part.map_err(|error| console.trouble(error))?;
    let mut rows = Vec::with_capacity(part.items.len());
    for consent in &part.items {
        rows.push(row(&console, consent).await?);
    }
    let id = client.id.as_str();
    let address = |after: &str| console.href(CONSENTS, &[(ID, id), ("after", after)]);
    let template = List {
        table: Table {
            heads: console.heads(&[
                "console-person",
                "console-scopes",
                "console-granted",
                "console-action",
            ]),
            rows,
            empty: console.t("console-no-consents"),
        },
        first: (!after.is_empty()).then(|| address("")),
        next: part.next.as_deref().map(address),
        ..console.list(crumbs(&console, Some(&client)), "console-consents")
    };
    Ok(console.page(StatusCode::OK, &template))
}

async fn row(console: &Console<'_>, consent: &Consent) -> Result<Vec<Cell>, HttpResponse> {
    let (person, withdraw) = match users::show(&console.desk, consent.user_id).await {
        Ok(user) => (
            Cell::link(
                &*user.username.display,
                people::href(console, people::SHOW, &user),
            ),
            people::withdraw::cell(console, &user, &consent.client_id),
        ),
        Err(UsersError::Unknown(id)) => (Cell::code(id), Cell::default()),
        Err(error) => return Err(console.trouble(error)),
    };
    Ok(vec![
        person,
        Cell::text(consent.scope.to_string()),
        at(consent.granted_at),
        withdraw,
    ])
}

/// The way there, for whoever may see everybody.
pub fn deed(console: &Console<'_>, client: &Client) -> Option<Deed> {
    let may = console.desk.may(Operation::ReadUsers, Target::Deployment);
    let page = href(console, CONSENTS, &client.id);
    let deed = console.deed("consents", "console-consents", page);
    may.map(|()| deed).ok()
}
