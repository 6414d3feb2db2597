//! People, as many as fit on a page.

use super::{NEW, PATH, SHOW, href, show};
use crate::admin::{Operation, Target, users};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::{at, primary};
use crate::http::cx::Cx;
use crate::model::User;
use crate::pages::admin::{Cell, List, Search, Table};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// So many are on a page.
const PAGE: u32 = 50;

/// Shows them.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let (find, after) = (console.query("q"), console.query("after"));
    let page = users::page(&console.desk, &find, after.parse().ok(), PAGE).await;
    let page = page.map_err(|error| console.trouble(error))?;
    let is_full = u32::try_from(page.len()).is_ok_and(|count| count == PAGE);
    let last = page.last().filter(|_| is_full);
    let onward = |user: &User| {
        let query = [("q", find.as_str()), ("after", &user.id.to_string())];
        console.href(PATH, &query)
    };
    let template = List {
        chrome: console.chrome(),
        frame: console.frame(Vec::new()),
        title: console.t("console-users"),
        hint: None,
        next: last.map(onward),
        first: (!after.is_empty()).then(|| console.href(PATH, &[("q", &find)])),
        search: Some(Search {
            action: cx.path(PATH),
            label: console.t("console-find-user"),
            value: find.clone(),
        }),
        actions: match console.desk.may(Operation::EditUsers, Target::Deployment) {
            Ok(()) => vec![primary(console.deed(
                "new",
                "console-new-user",
                cx.path(NEW),
            ))],
            Err(_) => Vec::new(),
        },
        table: Table {
            heads: console.heads(&[
                "account-username",
                "profile-name",
                "account-email",
                "console-state",
                "console-created",
            ]),
            rows: page.iter().map(|user| row(&console, user)).collect(),
            empty: console.t("console-no-users"),
        },
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn row(console: &Console<'_>, user: &User) -> Vec<Cell> {
    let claims = &user.claims;
    let state = show::marks(console, user).into_iter().next();
    vec![
        Cell::link(&*user.username.display, href(console, SHOW, user)),
        Cell::text(claims.name.clone().unwrap_or_default()),
        Cell::text(claims.email.clone().unwrap_or_default()),
        state.unwrap_or_default(),
        at(user.created_at),
    ]
}
