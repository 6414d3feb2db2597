//! The end of a session (OpenID Connect RP-Initiated Logout 1.0).

use super::browser::End;
use super::jwt::Jwt;
use super::report::{Area, Check, Fault, Outcome, applies, demand};
use super::request::Request;
use super::run::Run;
use super::session::Session;

const WRONG_HINT: Check = check(
    "logout-wrong-hint",
    "A hint of somebody else redirects nowhere",
    "OpenID Connect RP-Initiated Logout §4",
);
const NOTHING: Check = check(
    "logout-nothing",
    "A request without parameters gets a page",
    "OpenID Connect RP-Initiated Logout §2",
);
const TAMPERED: Check = check(
    "logout-tampered-hint",
    "A hint with a wrong signature redirects nowhere",
    "OpenID Connect RP-Initiated Logout §4",
);
const UNREGISTERED: Check = check(
    "logout-unregistered-uri",
    "An address that is not registered is not redirected to",
    "OpenID Connect RP-Initiated Logout §3",
);
const LOGOUT: Check = check(
    "logout",
    "A person signs out and returns with state",
    "OpenID Connect RP-Initiated Logout §2, §3",
);
const ENDED: Check = check(
    "logout-ends",
    "After it nobody is signed in",
    "OpenID Connect RP-Initiated Logout §2",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Logout, id, title, section)
}

const ELSEWHERE: &str = "https://signet-selftest.example/elsewhere";

/// What anybody can ask.
pub(super) async fn play(run: &Run<'_>) {
    run.note(WRONG_HINT, wrong_hint(run).await);
    run.note(NOTHING, nothing(run).await);
}

fn endpoint<'a>(run: &'a Run<'_>) -> Result<&'a str, Fault> {
    let endpoint = run.endpoint("end_session_endpoint");
    endpoint.ok_or_else(|| Fault::NotApplicable("no end_session_endpoint".to_owned()))
}

fn demand_page(end: &End) -> Outcome {
    let stays = matches!(end, End::Page(answer) if !answer.status.is_server_error());
    demand(stays, end.summary(), "a page")
}

async fn wrong_hint(run: &Run<'_>) -> Outcome {
    // A header that says "none", and no signature.
    let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.";
    let url = endpoint(run)?;
    for hint in ["wrong", unsigned] {
        let form = [
            ("id_token_hint", hint),
            ("post_logout_redirect_uri", ELSEWHERE),
        ];
        let end = run.empty_browser().post(url, &form, ELSEWHERE).await?;
        demand_page(&end)?;
    }
    Ok(())
}

async fn nothing(run: &Run<'_>) -> Outcome {
    let end = run.empty_browser().open(endpoint(run)?, ELSEWHERE).await?;
    demand_page(&end)
}

/// What needs a session; it is gone afterwards.
pub(super) async fn signed_in(session: &mut Session<'_>) {
    let run = session.run;
    run.note(TAMPERED, tampered(session).await);
    run.note(UNREGISTERED, unregistered(session).await);
    run.note(LOGOUT, logout(session).await);
    run.note(ENDED, ended(session).await);
}

/// A session and an ID token of it.
async fn hint(session: &mut Session<'_>) -> Result<String, Fault> {
    endpoint(session.run)?;
    let tokens = session.tokens(&Request::new(session.client)).await?;
    Ok(tokens.get("id_token").to_owned())
}

async fn end(session: &mut Session<'_>, hint: &str, uri: &str) -> Result<End, Fault> {
    let form = [
        ("id_token_hint", hint),
        ("post_logout_redirect_uri", uri),
        ("state", "the state"),
    ];
    let url = endpoint(session.run)?;
    Ok(session.browser.post(url, &form, uri).await?)
}

async fn tampered(session: &mut Session<'_>) -> Outcome {
    let uri = session.client.post_logout_redirect_uri.clone();
    let uri = uri.unwrap_or_else(|| ELSEWHERE.to_owned());
    let hint = Jwt::parse(&hint(session).await?)?.tampered();
    demand_page(&end(session, &hint, &uri).await?)
}

async fn unregistered(session: &mut Session<'_>) -> Outcome {
    let hint = hint(session).await?;
    demand_page(&end(session, &hint, ELSEWHERE).await?)
}

async fn logout(session: &mut Session<'_>) -> Outcome {
    let uri = session.client.post_logout_redirect_uri.clone();
    applies(uri.is_some(), "no --post-logout-redirect-uri")?;
    let hint = hint(session).await?;
    let arrival = end(session, &hint, &uri.unwrap_or_default())
        .await?
        .arrival()?;
    let state = arrival.get("state");
    demand(
        state == Some("the state") && arrival.parameters.len() == 1,
        arrival.summary(),
        "state and nothing else",
    )
}

async fn ended(session: &mut Session<'_>) -> Outcome {
    endpoint(session.run)?;
    if session.client.post_logout_redirect_uri.is_none() {
        let hint = hint(session).await?;
        let form = [("id_token_hint", &*hint)];
        let url = endpoint(session.run)?;
        session.browser.post(url, &form, ELSEWHERE).await?;
    }
    let request = Request::new(session.client).with("prompt", "none");
    let arrival = session.ask(&request).await?;
    demand(
        arrival.get("error") == Some("login_required"),
        arrival.summary(),
        "the error login_required",
    )
}
