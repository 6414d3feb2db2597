//! People, as many as fit on a page.

use super::{NEW, PATH, SESSIONS, SHOW, href, invitations, show};
use crate::admin::users::{PeopleQuery, UserState};
use crate::admin::{Operation, Target, users};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::{at, part_from, primary};
use crate::http::cx::Cx;
use crate::model::User;
use crate::pages::admin::{Cell, Choice, Deed, Field, Input, List, Search, Table};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// The states that can be looked for: the value in queries, and the key of what it is called.
const STATES: [(&str, UserState, &str); 3] = [
    ("active", UserState::Active, "console-active"),
    ("disabled", UserState::Disabled, "console-disabled"),
    ("operator", UserState::Operator, "console-with-role"),
];

/// Shows them.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let (find, state) = (console.query("q"), console.query("state"));
    let after = console.query("after");
    let query = PeopleQuery {
        search: find.trim().to_owned(),
        // Whoever looks after one group sees its people.
        group: console
            .desk
            .confined_to(Operation::ReadUsers)
            .map(str::to_owned),
        state: STATES
            .iter()
            .find(|(name, _, _)| *name == state)
            .map(|(_, state, _)| *state),
        ..PeopleQuery::default()
    };
    let page = users::people(&console.desk, &query, &part_from(&after)).await;
    let page = page.map_err(|error| console.trouble(error))?;
    let address = |after: &str| {
        let query = [("q", &*find), ("state", &*state), ("after", after)];
        console.href(PATH, &query)
    };
    let template = List {
        next: page.next.as_deref().map(address),
        first: (!after.is_empty()).then(|| address("")),
        search: Some(Search {
            action: cx.path(PATH),
            label: console.t("console-find-user"),
            value: find.clone(),
            kept: Vec::new(),
            more: vec![state_field(&console, &state)],
        }),
        actions: actions(&console),
        table: table(&console, &page.items),
        ..console.list(Vec::new(), "console-users")
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn state_field(console: &Console<'_>, state: &str) -> Field {
    let choice = |value: &str, key| Choice {
        value: value.to_owned(),
        label: console.t(key),
    };
    let states = STATES.iter().map(|(value, _, key)| choice(value, key));
    let everybody = choice("", "console-everybody");
    Field {
        name: "state".to_owned(),
        label: console.t("console-state"),
        value: state.to_owned(),
        input: Input::Choice,
        options: std::iter::once(everybody).chain(states).collect(),
        ..Field::default()
    }
}

fn actions(console: &Console<'_>) -> Vec<Deed> {
    let may = |operation| console.desk.may(operation, Target::Deployment).is_ok();
    let mut deeds = Vec::new();
    if may(Operation::EditUsers) {
        let new = console.cx.path(NEW);
        deeds.push(primary(console.deed("new", "console-new-user", new)));
    }
    let somewhere = |operation| console.desk.may_somewhere(operation).is_ok();
    if somewhere(Operation::EditUsers) {
        let invite = console.cx.path(invitations::NEW);
        deeds.push(console.deed("invite", "console-invite", invite));
    }
    if somewhere(Operation::ReadUsers) {
        let invited = console.cx.path(invitations::PATH);
        deeds.push(console.deed("invitations", "console-invitations", invited));
    }
    if may(Operation::ReadUsers) {
        let sessions = console.cx.path(SESSIONS);
        deeds.push(console.deed("all-sessions", "console-sessions", sessions));
    }
    deeds
}

/// People, one a row.
fn table(console: &Console<'_>, people: &[User]) -> Table {
    Table {
        heads: console.heads(&[
            "account-username",
            "profile-name",
            "account-email",
            "console-state",
            "console-created",
        ]),
        rows: people.iter().map(|user| row(console, user)).collect(),
        empty: console.t("console-no-users"),
    }
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
