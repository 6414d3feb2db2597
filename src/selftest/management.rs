//! Clients that change what they registered (RFC 7592 §2.2).

use super::foreign::lonely;
use super::http::Answer;
use super::jwt::text;
use super::registration::{Registered, manage};
use super::report::{Area, Check, Fault, Outcome, applies, demand};
use super::run::Run;
use reqwest::Method;
use serde_json::{Map, Value, json};

const UPDATE: Check = check(
    "registration-update",
    "The registration can be replaced, and stays as it was replaced",
    "RFC 7592 §2.2",
);
const IDENTITY: Check = check(
    "registration-update-identity",
    "A client cannot become another one",
    "RFC 7592 §2.2",
);
const FOREIGN: Check = check(
    "registration-foreign-token",
    "Another client's registration token changes nothing",
    "RFC 7592 §2, §3",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Registration, id, title, section)
}

const RENAMED: &str = "signet selftest, renamed";

/// Members of an answer that a request must not have.
const NOT_SENT: [&str; 4] = [
    "registration_access_token",
    "registration_client_uri",
    "client_secret_expires_at",
    "client_id_issued_at",
];

/// Plays all changes.
pub(super) async fn play(run: &Run<'_>, own: &mut Registered, other: Option<&Registered>) {
    let update = update(run, own).await;
    let can = !matches!(update, Err(Fault::NotApplicable(_)));
    run.note(UPDATE, update);
    if can {
        run.note(IDENTITY, identity(run, own).await);
        run.note(FOREIGN, foreign(run, own, other).await);
    }
}

/// What is registered, with another name.
fn renamed(own: &Registered, name: &str) -> Map<String, Value> {
    let mut wanted = own.stored.clone();
    wanted.retain(|name, _| !NOT_SENT.contains(&name.as_str()));
    wanted.insert("client_name".to_owned(), json!(name));
    wanted
}

async fn put(
    run: &Run<'_>,
    own: &Registered,
    token: &str,
    wanted: Map<String, Value>,
) -> Result<Answer, Fault> {
    let body = Value::Object(wanted);
    manage(run, Method::PUT, own, token, Some(&body)).await
}

async fn update(run: &Run<'_>, own: &mut Registered) -> Outcome {
    let wanted = renamed(own, RENAMED);
    let answer = put(run, own, own.token.secret(), wanted).await?;
    let unsupported = matches!(answer.status.as_u16(), 403 | 405 | 501);
    applies(!unsupported, "registrations cannot be changed here")?;
    demand(answer.status == 200, answer.summary(), "200")?;
    let stored = answer.object()?;
    demand(
        text(&stored, "client_id") == own.client.id,
        "another client_id",
        "the client's",
    )?;
    demand_name(&stored, RENAMED)?;
    own.renew(stored);
    demand_name(&shown(run, own).await?, RENAMED)
}

async fn shown(run: &Run<'_>, own: &Registered) -> Result<Map<String, Value>, Fault> {
    let answer = manage(run, Method::GET, own, own.token.secret(), None).await?;
    demand(answer.status == 200, answer.summary(), "200")?;
    answer.object()
}

fn demand_name(stored: &Map<String, Value>, name: &str) -> Outcome {
    let received = text(stored, "client_name");
    demand(
        received == name,
        format!("client_name {received:?}"),
        format!("{name:?}"),
    )
}

async fn identity(run: &Run<'_>, own: &Registered) -> Outcome {
    let mut wanted = renamed(own, RENAMED);
    wanted.insert("client_id".to_owned(), json!("signet-selftest-other"));
    let answer = put(run, own, own.token.secret(), wanted).await?;
    demand(
        answer.status.is_client_error(),
        answer.summary(),
        "400 with an error",
    )
}

async fn foreign(run: &Run<'_>, own: &Registered, other: Option<&Registered>) -> Outcome {
    let other = other.ok_or_else(lonely)?;
    let wanted = renamed(own, "signet selftest, stolen");
    let answer = put(run, own, other.token.secret(), wanted).await?;
    demand(
        matches!(answer.status.as_u16(), 401 | 403),
        answer.summary(),
        "401",
    )?;
    demand_name(&shown(run, own).await?, RENAMED)
}
