//! What has happened, why requests were refused, and how sign-ins went.

pub mod audit;
pub mod explain;
mod filter;
pub mod list;
pub mod notes;
pub mod show;
pub mod traces;

use super::console::Console;
use super::{clients, users};
use crate::admin::{Operation, Target};
use crate::model::{Event, EventActor, EventId, EventOutcome, TraceId, User, UserId};
use crate::oidc::ClientId;
use crate::pages::admin::{Cell, Deed, Tone};
use actix_web::HttpResponse;

/// The list.
pub const PATH: &str = "/admin/events";
/// One of them.
pub const SHOW: &str = "/admin/events/show";
/// Why a request was refused.
pub const EXPLAIN: &str = "/admin/events/explain";
/// How sign-ins went.
pub const TRACES: &str = "/admin/events/sign-ins";
/// How one of them went.
pub const TRACE: &str = "/admin/events/sign-in";
/// What is kept apart: refused requests, failed sign-ins, steps of sign-ins.
pub const NOTES: &str = "/admin/events/notes";
/// Whether the chain of events is whole.
pub const AUDIT: &str = "/admin/events/audit";

/// The member of a query that names one.
const ID: &str = "id";

/// The address of the page about an event.
pub fn href(console: &Console<'_>, id: EventId) -> String {
    console.href(SHOW, &[(ID, &id.to_string())])
}

/// The address of the page about a way through a sign-in.
fn trace_href(console: &Console<'_>, id: TraceId) -> String {
    console.href(TRACE, &[(ID, &id.to_string())])
}

/// The events about somebody, for whoever may see them.
pub fn about_person(console: &Console<'_>, user: &User) -> Option<Deed> {
    about(console, users::USER, &user.username.display)
}

/// The sign-ins of somebody, for whoever may see them.
pub fn traces_of(console: &Console<'_>, user: &User) -> Option<Deed> {
    let may = console.desk.may(Operation::ReadEvents, Target::Deployment);
    let list = console.href(TRACES, &[("q", &user.username.display)]);
    let deed = console.deed("traces", "console-traces", list);
    may.map(|()| deed).ok()
}

/// The events about an app, for whoever may see them.
pub fn about_client(console: &Console<'_>, id: &ClientId) -> Option<Deed> {
    about(console, filter::CLIENT, id.as_str())
}

fn about(console: &Console<'_>, member: &'static str, value: &str) -> Option<Deed> {
    let may = console.desk.may(Operation::ReadEvents, Target::Deployment);
    let list = console.href(PATH, &[(member, value)]);
    let deed = console.deed("events", "console-events", list);
    may.map(|()| deed).ok()
}

/// How something ended.
fn outcome(console: &Console<'_>, outcome: EventOutcome) -> Cell {
    match outcome {
        EventOutcome::Success => console.badge("console-success", Tone::Good),
        EventOutcome::Failure => console.badge("console-failure", Tone::Bad),
    }
}

/// Whom something is about, if it is about somebody.
async fn person(console: &Console<'_>, id: Option<UserId>) -> Result<Cell, HttpResponse> {
    match id {
        Some(id) => users::cell(console, id).await,
        None => Ok(Cell::default()),
    }
}

/// Which app something is about, if it is about one.
fn app(console: &Console<'_>, id: Option<&ClientId>) -> Cell {
    id.map(|id| clients::cell(console, id)).unwrap_or_default()
}

/// Who did it.
async fn actor(console: &Console<'_>, event: &Event) -> Result<Cell, HttpResponse> {
    Ok(match &event.actor {
        EventActor::Anonymous => Cell::text(console.t("console-anonymous")),
        EventActor::Person(id) => users::cell(console, *id).await?,
        EventActor::Client(id) => clients::cell(console, id),
        EventActor::ScimToken(name) => Cell::text(format!("SCIM: {name}")),
        EventActor::CommandLine => Cell::text(console.t("console-command-line")),
        EventActor::System => Cell::text("Signet"),
    })
}
