//! What tokens say of themselves (RFC 7662).

use super::http::Answer;
use super::report::{Area, Check, Fault, Outcome, applies, demand};
use super::request::Request;
use super::session::Session;
use serde_json::{Value, json};

const ACTIVE: Check = check(
    "introspection",
    "A client's own token is active",
    "RFC 7662 §2.2",
);
const UNKNOWN: Check = check(
    "introspection-unknown",
    "Of an unknown token nothing is said but that it is not active",
    "RFC 7662 §2.2",
);
const UNPROVEN: Check = check(
    "introspection-unproven",
    "Nobody is told anything without proof of who asks",
    "RFC 7662 §2.1, §4",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Introspection, id, title, section)
}

const NAME: &str = "introspection_endpoint";

/// Plays everything about introspection.
pub(super) async fn play(session: &mut Session<'_>) {
    let run = session.run;
    if let Err(fault) = usable(session) {
        return run.note(ACTIVE, Err(fault));
    }
    run.note(UNKNOWN, inactive(session, "signet-selftest-unknown").await);
    let token = token(session).await;
    let active = match &token {
        Ok(token) => active(session, token).await,
        Err(fault) => Err(fault.clone()),
    };
    run.note(ACTIVE, active);
    if let Ok(token) = token {
        run.note(UNPROVEN, unproven(session, &token).await);
    }
}

/// Nothing but that the token is over, where that can be asked.
pub(super) async fn demand_inactive(session: &Session<'_>, token: &str) -> Outcome {
    match usable(session) {
        Ok(()) => inactive(session, token).await,
        Err(_) => Ok(()),
    }
}

fn usable(session: &Session<'_>) -> Outcome {
    let there = session.run.endpoint(NAME).is_some();
    applies(there, format!("no {NAME}"))?;
    applies(session.client.secret.is_some(), "the client is public")
}

async fn token(session: &mut Session<'_>) -> Result<String, Fault> {
    let request = Request::new(session.client);
    let tokens = session.tokens(&request).await?;
    Ok(tokens.get("access_token").to_owned())
}

async fn ask(session: &Session<'_>, token: &str) -> Result<Answer, Fault> {
    let url = session.endpoint(NAME)?;
    let form = [("token", token)];
    let answer = session.client.call(&session.run.http, url, &form).await?;
    demand(answer.status == 200, answer.summary(), "200")?;
    Ok(answer)
}

async fn inactive(session: &Session<'_>, token: &str) -> Outcome {
    let said = Value::Object(ask(session, token).await?.object()?);
    let names = said.as_object().map(|members| {
        let names = members.keys().map(String::as_str);
        names.collect::<Vec<_>>().join(", ")
    });
    demand(
        said == json!({"active": false}),
        format!(
            "active {} among {}",
            said.get("active").unwrap_or(&Value::Null),
            names.unwrap_or_default()
        ),
        "active false and nothing else",
    )
}

async fn active(session: &Session<'_>, token: &str) -> Outcome {
    let said = ask(session, token).await?.object()?;
    let active = said.get("active");
    demand(
        active == Some(&Value::Bool(true)),
        format!("active {active:?}"),
        "active true",
    )?;
    let client = said.get("client_id");
    demand(
        client.is_none_or(|id| id == session.client.id.as_str()),
        format!("client_id {client:?}"),
        "the client's",
    )
}

async fn unproven(session: &Session<'_>, token: &str) -> Outcome {
    let url = session.endpoint(NAME)?;
    let answer = session.run.http.post(url, &[("token", token)]).await?;
    demand(
        matches!(answer.status.as_u16(), 400 | 401 | 403),
        answer.summary(),
        "401",
    )
}
