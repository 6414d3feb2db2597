//! Sessions: those of everybody, and the end of one.

use super::end_all;
use super::{END_SESSION, PATH, SESSIONS, SHOW, cell, crumbs, href};
use crate::admin::{Operation, Target, sessions};
use crate::http::account::device;
use crate::http::admin::at_once::AtOnce;
use crate::http::admin::change::Change;
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::parts::{at, part_from};
use crate::http::admin::trouble::Trouble;
use crate::http::cx::Cx;
use crate::model::{Session, SessionId, User};
use crate::pages::Link;
use crate::pages::admin::{Cell, List, Table};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use std::sync::Arc;

/// Shows those that go on.
pub async fn get(cx: Cx) -> HttpResponse {
    list(&cx).await.unwrap_or_else(|response| response)
}

async fn list(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let after = console.query("after");
    let part = sessions::list(&console.desk, &part_from(&after)).await;
    let part = part.map_err(|error| console.trouble(error))?;
    let mut rows = Vec::with_capacity(part.items.len());
    for session in &part.items {
        rows.push(row(&console, session).await?);
    }
    let onward = |next: &String| console.href(SESSIONS, &[("after", next)]);
    let template = List {
        hint: Some(console.t("console-sessions-hint")),
        actions: end_all::deeds(&console),
        table: Table {
            heads: console.heads(&[
                "console-device",
                "console-person",
                "console-address",
                "console-created",
                "console-last-used",
                "console-action",
            ]),
            rows,
            empty: console.t("console-no-sessions"),
        },
        first: (!after.is_empty()).then(|| cx.path(SESSIONS)),
        next: part.next.as_ref().map(onward),
        ..console.list(
            vec![console.crumb(PATH, "console-users")],
            "console-sessions",
        )
    };
    Ok(console.page(StatusCode::OK, &template))
}

async fn row(console: &Console<'_>, session: &Session) -> Result<Vec<Cell>, HttpResponse> {
    let may = console.desk.may_somewhere(Operation::HelpUsers).is_ok();
    let [device, address, created, last_used] = cells(console, session);
    let person = cell(console, session.user_id).await?;
    let end = end_link(console, session, may);
    Ok(vec![device, person, address, created, last_used, end])
}

/// What is known of a session.
pub fn cells(console: &Console<'_>, session: &Session) -> [Cell; 4] {
    [
        Cell::text(device(&console.words, &session.user_agent)),
        Cell::text(&*session.address),
        at(session.created_at),
        at(session.last_seen_at),
    ]
}

/// Where it is ended, for whoever may.
pub fn end_link(console: &Console<'_>, session: &Session, may: bool) -> Cell {
    if !may {
        return Cell::default();
    }
    let id = session.id.to_string();
    let href = console.href(END_SESSION, &[("id", &id)]);
    Cell::link(console.t("console-end"), href)
}

/// A session that is to end, and whose it is.
pub struct Ending {
    session: Arc<Session>,
    user: User,
}

impl AtOnce for Ending {
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let id = console.query("id").parse::<SessionId>();
        let id = id.map_err(|_| console.unknown("no identifier of a session"))?;
        let found = sessions::find(&console.desk, id).await;
        let (session, user) = found.map_err(|error| console.trouble(error))?;
        Ok(Self { session, user })
    }

    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse> {
        let person = Target::Person(&self.user);
        console.lets(Operation::HelpUsers, person).await?;
        let name = &self.user.username.display;
        let device = device(&console.words, &self.session.user_agent);
        Ok(Change {
            title: console.t("console-end-session"),
            subject: Some(format!("{name} · {device} · {}", self.session.address)),
            effects: vec![console.t("console-end-session-effect")],
            confirm: console.t("console-end-session"),
            is_dangerous: true,
            back: href(console, SHOW, &self.user),
            ..Change::default()
        })
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, Some(&self.user))
    }

    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        sessions::end(&console.desk, self.session.id).await?;
        let page = href(console, SHOW, &self.user);
        Ok(console.done(&page, "console-done-session-ended"))
    }
}
