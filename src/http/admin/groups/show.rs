//! A group, and who is in it.

use super::act::Act;
use super::{EDIT, JOIN, SHOW, crumbs, href, meant};
use crate::admin::users::{self, PeopleQuery};
use crate::admin::{Operation, Target};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::{at, dangerous, part_from, primary};
use crate::http::admin::users as people;
use crate::http::cx::Cx;
use crate::model::{Group, User};
use crate::pages::admin::{Cell, Deed, Section, Table, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Shows it.
pub async fn get(cx: Cx) -> HttpResponse {
    show(&cx).await.unwrap_or_else(|response| response)
}

async fn show(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let group = meant(&console).await?;
    let template = Thing {
        actions: actions(&console, &group),
        sections: vec![about(&console, &group), members(&console, &group).await?],
        ..console.thing(crumbs(&console, None), group.name.clone())
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn actions(console: &Console<'_>, group: &Group) -> Vec<Deed> {
    let may = |target| console.desk.may(Operation::EditGroups, target).is_ok();
    let mut deeds = Vec::new();
    // Whoever looks after one group puts in only whom they make or invite.
    if may(Target::Deployment) {
        let join = href(console, JOIN, &group.name);
        deeds.push(primary(console.deed("join", "console-join", join)));
    }
    if may(Target::Group(&group.name)) {
        let edit = href(console, EDIT, &group.name);
        deeds.push(console.deed("edit", "console-edit", edit));
    }
    if may(Target::Deployment) {
        let remove = Act::Remove.href(console, &group.name, None);
        deeds.push(dangerous(console.deed("remove", "console-remove", remove)));
    }
    deeds
}

fn about(console: &Console<'_>, group: &Group) -> Section {
    Section {
        id: "about",
        title: console.t("console-about"),
        facts: vec![
            console.fact("console-description", Cell::text(&*group.description)),
            console.fact("console-created", at(group.created_at)),
            console.fact("console-changed", at(group.updated_at)),
        ],
        ..Section::default()
    }
}

/// As many as fit on a page, by when they were added.
async fn members(console: &Console<'_>, group: &Group) -> Result<Section, HttpResponse> {
    let after = console.query("after");
    let query = PeopleQuery {
        group: Some(group.name.clone()),
        ..PeopleQuery::default()
    };
    let part = users::people(&console.desk, &query, &part_from(&after)).await;
    let part = part.map_err(|error| console.trouble(error))?;
    let address = |after: &str| {
        let query = [(super::GROUP, &*group.name), ("after", after)];
        format!("{}#members", console.href(SHOW, &query))
    };
    let first =
        (!after.is_empty()).then(|| console.deed("first-members", "console-first", address("")));
    let next = part.next.as_deref();
    let next = next.map(|next| console.deed("next-members", "console-next", address(next)));
    let rows = part.items.iter().map(|user| row(console, group, user));
    Ok(Section {
        id: "members",
        title: console.t("console-members"),
        table: Some(Table {
            heads: console.heads(&[
                "account-username",
                "profile-name",
                "account-email",
                "console-action",
            ]),
            rows: rows.collect(),
            empty: console.t("console-no-members"),
        }),
        actions: first.into_iter().chain(next).collect(),
        ..Section::default()
    })
}

fn row(console: &Console<'_>, group: &Group, user: &User) -> Vec<Cell> {
    let name = &user.username.display;
    let may = |operation, target| console.desk.may(operation, target).is_ok();
    let may_leave = may(Operation::EditGroups, Target::Group(&group.name))
        && may(Operation::EditUsers, Target::Person(user));
    let leave = if may_leave {
        let address = Act::Leave.href(console, &group.name, Some(name));
        Cell::link(console.t("console-leave"), address)
    } else {
        Cell::default()
    };
    let claims = &user.claims;
    vec![
        Cell::link(&**name, people::href(console, people::SHOW, user)),
        Cell::text(claims.name.clone().unwrap_or_default()),
        Cell::text(claims.email.clone().unwrap_or_default()),
        leave,
    ]
}
