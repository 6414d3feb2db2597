//! Groups, as many as fit on a page.

use super::{NEW, PATH, cell};
use crate::admin::{Operation, Target, groups};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::{at, offered, part_from, primary};
use crate::http::cx::Cx;
use crate::model::Group;
use crate::pages::admin::{Cell, Deed, List, Search, Table};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Shows them.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let (find, after) = (console.query("q"), console.query("after"));
    let part = groups::list(&console.desk, &find, &part_from(&after)).await;
    let part = part.map_err(|error| console.trouble(error))?;
    let address = |after: &str| console.href(PATH, &[("q", &*find), ("after", after)]);
    let template = List {
        hint: Some(console.t("console-groups-what")),
        search: Some(Search {
            action: cx.path(PATH),
            label: console.t("console-find-group"),
            value: find.clone(),
            kept: Vec::new(),
            more: Vec::new(),
        }),
        actions: actions(&console),
        first: (!after.is_empty()).then(|| address("")),
        next: part.next.as_deref().map(address),
        table: Table {
            heads: console.heads(&["console-name", "console-description", "console-created"]),
            rows: part
                .items
                .iter()
                .map(|group| row(&console, group))
                .collect(),
            empty: console.t("console-no-groups"),
        },
        ..console.list(Vec::new(), "console-groups")
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn actions(console: &Console<'_>) -> Vec<Deed> {
    let may = console.desk.may(Operation::EditGroups, Target::Deployment);
    let new = console.deed("new", "console-new-group", console.cx.path(NEW));
    offered(may, primary(new))
}

fn row(console: &Console<'_>, group: &Group) -> Vec<Cell> {
    vec![
        cell(console, &group.name),
        Cell::text(&*group.description),
        at(group.created_at),
    ]
}
