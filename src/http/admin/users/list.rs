//! People, as many as fit on a page.

use super::{NEW, PATH, SHOW, href, show};
use crate::admin::users::PeopleQuery;
use crate::admin::{Operation, Target, users};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::{at, part_from, primary};
use crate::http::cx::Cx;
use crate::model::User;
use crate::pages::admin::{Cell, List, Search, Table};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Shows them.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let (find, after) = (console.query("q"), console.query("after"));
    let group = console.desk.confined_to(Operation::ReadUsers);
    let query = PeopleQuery {
        search: find.clone(),
        group: group.map(str::to_owned),
        ..PeopleQuery::default()
    };
    let page = users::people(&console.desk, &query, &part_from(&after)).await;
    let page = page.map_err(|error| console.trouble(error))?;
    let onward = |after: &String| console.href(PATH, &[("q", &find), ("after", after)]);
    let template = List {
        chrome: console.chrome(),
        frame: console.frame(Vec::new()),
        title: console.t("console-users"),
        hint: None,
        next: page.next.as_ref().map(onward),
        first: (!after.is_empty()).then(|| console.href(PATH, &[("q", &find)])),
        search: Some(Search {
            action: cx.path(PATH),
            label: console.t("console-find-user"),
            value: find.clone(),
            kept: Vec::new(),
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
            rows: page.items.iter().map(|user| row(&console, user)).collect(),
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
