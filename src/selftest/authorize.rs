//! Requests that must not succeed (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6).

use super::browser::End;
use super::client::Client;
use super::report::{Area, Check, Fault, Outcome, advise, demand, short};
use super::request::Request;
use super::run::Run;
use super::session::Session;
use super::sign_in::{iss, state};
use reqwest::header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};

const UNKNOWN_CLIENT: Check = check(
    "authorization-unknown-client",
    "An unknown client gets a page, never a redirect",
    "RFC 6749 §4.1.2.1",
);
const NOTHING: Check = check(
    "authorization-nothing",
    "A request without parameters gets a page",
    "RFC 6749 §4.1.2.1",
);
const FRAMES: Check = check(
    "authorization-frames",
    "Pages cannot be framed",
    "RFC 9700 §4.16",
);
const UNREGISTERED: Check = check(
    "authorization-unregistered-uri",
    "A redirect URI that is not registered gets a page, never a redirect",
    "OpenID Connect Core §3.1.2.1, RFC 9700 §2.1",
);
const NO_SESSION: Check = check(
    "prompt-none-login-required",
    "prompt=none without a session is login_required",
    "OpenID Connect Core §3.1.2.6",
);
const NO_SESSION_STATE: Check = check(
    "authorization-error-state",
    "Errors carry state and iss",
    "RFC 6749 §4.1.2.1, RFC 9207 §2",
);
const PROMPT: Check = check(
    "prompt-none-and-more",
    "prompt=none with another value is an error",
    "OpenID Connect Core §3.1.2.1",
);
const RESPONSE_TYPE: Check = check(
    "authorization-response-type",
    "A missing or unknown response_type is an error",
    "RFC 6749 §3.1.1, §4.1.2.1",
);
const REPEATED: Check = check(
    "authorization-repeated",
    "A repeated parameter is an error",
    "RFC 6749 §3.1",
);
const CLAIMS: Check = check(
    "authorization-malformed-claims",
    "A claims parameter that is no JSON is an error",
    "OpenID Connect Core §5.5",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Authorization, id, title, section)
}

/// What anybody can ask.
pub(super) async fn play(run: &Run<'_>) {
    run.note(UNKNOWN_CLIENT, unknown_client(run).await);
    run.note(NOTHING, nothing(run).await);
    run.note(FRAMES, frames(run).await);
}

/// What needs a client, and nobody to sign in.
pub(super) async fn with_client(session: &Session<'_>) {
    let run = session.run;
    run.note(UNREGISTERED, unregistered(session).await);
    run.note(NO_SESSION, no_session(session).await);
    run.note(NO_SESSION_STATE, error_state(session).await);
    run.note(PROMPT, prompt(session).await);
    run.note(RESPONSE_TYPE, response_type(session).await);
    run.note(REPEATED, repeated(session).await);
    run.note(CLAIMS, claims(session).await);
}

fn endpoint<'a>(run: &'a Run<'_>) -> Result<&'a str, Fault> {
    let endpoint = run.endpoint("authorization_endpoint");
    endpoint.ok_or_else(|| short("no authorization_endpoint", "an address"))
}

fn nobody() -> Client {
    Client {
        id: "signet-selftest-unknown".to_owned(),
        secret: None,
        redirect_uri: "https://signet-selftest.example/unknown".to_owned(),
        post_logout_redirect_uri: None,
        response_types: None,
        secret_in_body: false,
    }
}

/// The browser stays at the provider.
fn demand_page(end: &End) -> Outcome {
    let stays = matches!(end, End::Page(answer) if !answer.status.is_server_error());
    demand(stays, end.summary(), "an error page")?;
    let is_error = matches!(end, End::Page(answer) if answer.status.is_client_error());
    advise(is_error, "the page has no status of an error")
}

async fn unknown_client(run: &Run<'_>) -> Outcome {
    let client = nobody();
    let request = Request::new(&client);
    let url = endpoint(run)?;
    let mut browser = run.empty_browser();
    let end = browser
        .open(&request.url(url), &client.redirect_uri)
        .await?;
    demand_page(&end)?;
    let end = browser
        .post(url, &request.form(), &client.redirect_uri)
        .await?;
    demand_page(&end)
}

async fn nothing(run: &Run<'_>) -> Outcome {
    let mut browser = run.empty_browser();
    let end = browser.open(endpoint(run)?, "https://signet-selftest.example/");
    demand_page(&end.await?)
}

async fn frames(run: &Run<'_>) -> Outcome {
    let answer = run.http.get(endpoint(run)?).await?;
    let policy = answer.header(&CONTENT_SECURITY_POLICY);
    let forbidden =
        policy.contains("frame-ancestors") || !answer.header(&X_FRAME_OPTIONS).is_empty();
    advise(
        forbidden,
        "neither frame-ancestors in a content policy nor X-Frame-Options",
    )
}

async fn unregistered(session: &Session<'_>) -> Outcome {
    let registered = &session.client.redirect_uri;
    let joined = if registered.contains('?') { '&' } else { '?' };
    for uri in [
        "https://signet-selftest.example/unregistered".to_owned(),
        format!("{registered}{joined}added=1"),
        format!("{registered}/added"),
    ] {
        let request = Request::new(session.client).with("redirect_uri", &uri);
        let mut browser = session.run.empty_browser();
        let url = request.url(session.endpoint("authorization_endpoint")?);
        let end = browser.open(&url, &uri).await?;
        demand_page(&end)?;
    }
    Ok(())
}

/// An error at the client, or a page that tells of one.
fn demand_error(end: &End, codes: &[&str]) -> Outcome {
    let expected = format!("the error {}", codes.join(" or "));
    match end {
        End::Client(arrival) => {
            let error = arrival.get("error").unwrap_or_default();
            demand(codes.contains(&error), arrival.summary(), expected)
        }
        End::Page(answer) if answer.status.is_client_error() => Ok(()),
        other => Err(short(other.summary(), expected)),
    }
}

async fn no_session(session: &Session<'_>) -> Outcome {
    let request = Request::new(session.client).with("prompt", "none");
    let arrival = session.ask_as_nobody(&request).await?.arrival()?;
    demand(
        arrival.get("error") == Some("login_required"),
        arrival.summary(),
        "the error login_required",
    )
}

async fn error_state(session: &Session<'_>) -> Outcome {
    let request = Request::new(session.client).with("prompt", "none");
    let arrival = session.ask_as_nobody(&request).await?.arrival()?;
    state(&arrival, &request)?;
    match iss(session.run, &arrival) {
        Err(Fault::NotApplicable(_)) => Ok(()),
        outcome => outcome,
    }
}

async fn prompt(session: &Session<'_>) -> Outcome {
    let request = Request::new(session.client).with("prompt", "none login");
    let end = session.ask_as_nobody(&request).await?;
    demand_error(&end, &["invalid_request"])
}

async fn response_type(session: &Session<'_>) -> Outcome {
    let missing = Request::new(session.client).with("response_type", "");
    let end = session.ask_as_nobody(&missing).await?;
    demand_error(&end, &["invalid_request", "unsupported_response_type"])?;
    let unknown = Request::new(session.client).with("response_type", "no_such_type");
    let end = session.ask_as_nobody(&unknown).await?;
    let codes = [
        "unsupported_response_type",
        "unauthorized_client",
        "invalid_request",
    ];
    demand_error(&end, &codes)
}

async fn repeated(session: &Session<'_>) -> Outcome {
    let request = Request::new(session.client).with_another("scope", "openid");
    let end = session.ask_as_nobody(&request).await?;
    demand_error(&end, &["invalid_request"])
}

async fn claims(session: &Session<'_>) -> Outcome {
    let name = "claims_parameter_supported";
    let supported = session.run.metadata.get(name);
    super::report::applies(
        supported == Some(&serde_json::Value::Bool(true)),
        "claims are not supported",
    )?;
    let request = Request::new(session.client).with("claims", "{");
    let end = session.ask_as_nobody(&request).await?;
    demand_error(&end, &["invalid_request"])
}
