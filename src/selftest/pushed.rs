//! Requests that are pushed before the browser comes (RFC 9126).

use super::browser::End;
use super::client::Client;
use super::foreign::lonely;
use super::http::with_query;
use super::jwt::text;
use super::report::{Area, Check, Fault, Outcome, advise, applies, demand};
use super::request::Request;
use super::session::{Session, Tokens};

const PUSHED: Check = check(
    "pushed",
    "A pushed request leads to a code",
    "RFC 9126 §2.2, §4",
);
const AGAIN: Check = check("pushed-again", "A request_uri is good once", "RFC 9126 §4");
const FOREIGN: Check = check(
    "pushed-foreign",
    "A request_uri is good for the client that pushed it only",
    "RFC 9126 §2.2",
);
const UNKNOWN: Check = check(
    "pushed-unknown",
    "An unknown request_uri leads to no code",
    "RFC 9126 §4",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Authorization, id, title, section)
}

const NAME: &str = "pushed_authorization_request_endpoint";

/// Plays everything about pushed requests.
pub(super) async fn play(session: &mut Session<'_>) {
    let run = session.run;
    if run.endpoint(NAME).is_none() {
        return run.note(PUSHED, applies(false, format!("no {NAME}")));
    }
    let used = pushed(session).await;
    run.note(PUSHED, used.as_ref().map(drop).map_err(Clone::clone));
    if let Ok(used) = used {
        let again = again(session, &used).await;
        run.note(AGAIN, again);
    }
    let foreign = foreign(session).await;
    run.note(FOREIGN, foreign);
    let unknown = unknown(session).await;
    run.note(UNKNOWN, unknown);
}

/// Pushes a request.
async fn push(session: &Session<'_>, request: &Request) -> Result<String, Fault> {
    let url = session.endpoint(NAME)?;
    let form = request.form();
    let form = form.into_iter().filter(|(name, _)| *name != "client_id");
    let form: Vec<_> = form.collect();
    let answer = session.client.call(&session.run.http, url, &form).await?;
    demand(answer.status == 201, answer.summary(), "201")?;
    let answer = answer.object()?;
    let lasts = answer.get("expires_in").and_then(serde_json::Value::as_u64);
    demand(
        lasts.is_some_and(|seconds| seconds > 0),
        format!("expires_in {lasts:?}"),
        "seconds",
    )?;
    let uri = text(&answer, "request_uri");
    demand(!uri.is_empty(), "no request_uri", "request_uri")?;
    Ok(uri.to_owned())
}

/// Opens what was pushed in the name of `client`.
async fn open(session: &mut Session<'_>, client: &Client, uri: &str) -> Result<End, Fault> {
    let query = [("client_id", &*client.id), ("request_uri", uri)];
    let url = with_query(session.endpoint("authorization_endpoint")?, &query);
    Ok(session.browser.open(&url, &client.redirect_uri).await?)
}

fn gives_code(end: &End) -> bool {
    matches!(end, End::Client(arrival) if arrival.get("code").is_some())
}

async fn pushed(session: &mut Session<'_>) -> Result<String, Fault> {
    let request = Request::new(session.client);
    let uri = push(session, &request).await?;
    let arrival = open(session, session.client, &uri).await?.arrival()?;
    let code = arrival.demand("code")?;
    demand(
        arrival.get("state") == Some(&request.state),
        arrival.summary(),
        "the state that was pushed",
    )?;
    Tokens::of(&session.redeem(code, &request).await?)?;
    Ok(uri)
}

async fn again(session: &mut Session<'_>, used: &str) -> Outcome {
    let end = open(session, session.client, used).await?;
    advise(!gives_code(&end), "it leads to a second code")
}

async fn foreign(session: &mut Session<'_>) -> Outcome {
    let other = session.other.ok_or_else(lonely)?;
    let uri = push(session, &Request::new(session.client)).await?;
    let end = open(session, other, &uri).await?;
    demand(!gives_code(&end), end.summary(), "an error")
}

async fn unknown(session: &mut Session<'_>) -> Outcome {
    let uri = "urn:ietf:params:oauth:request_uri:signet-selftest-unknown";
    let end = open(session, session.client, uri).await?;
    demand(!gives_code(&end), end.summary(), "an error")
}
