//! When a person is asked again, and when not (OpenID Connect Core §3.1.2.1).

use super::browser::{Arrival, End, Mode};
use super::jwt::Jwt;
use super::report::{Area, Check, Fault, Outcome, demand};
use super::request::Request;
use super::session::{Session, Tokens};
use super::sign_in::{iss, state};

const SECTION: &str = "OpenID Connect Core §3.1.2.1";

const NONE: Check = check(
    "prompt-none",
    "prompt=none is silent while the session lives",
    SECTION,
);
const LOGIN: Check = check("prompt-login", "prompt=login asks for credentials", SECTION);
const MAX_AGE: Check = check(
    "max-age",
    "max_age brings auth_time and asks nobody who signed in since",
    SECTION,
);
const HINT: Check = check(
    "id-token-hint",
    "id_token_hint with prompt=none is about the same person",
    SECTION,
);
const TAMPERED: Check = check(
    "id-token-hint-tampered",
    "A hint with a wrong signature signs nobody in silently",
    SECTION,
);
const HARMLESS: Check = check(
    "harmless-parameters",
    "Hints, languages and unknown parameters do no harm",
    SECTION,
);
const POST: Check = check(
    "authorization-post",
    "A request can be posted",
    "OpenID Connect Core §3.1.2.1",
);
const FORM_POST: Check = check(
    "form-post",
    "An answer can be posted",
    "OAuth 2.0 Form Post Response Mode §2",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Authorization, id, title, section)
}

/// Plays all of it with the session that is there.
pub(super) async fn play(session: &mut Session<'_>, first: &str) {
    let run = session.run;
    run.note(NONE, none(session).await);
    run.note(LOGIN, login(session, first).await);
    run.note(MAX_AGE, max_age(session).await);
    run.note(HINT, hint(session, first).await);
    run.note(TAMPERED, tampered(session, first).await);
    run.note(HARMLESS, harmless(session).await);
    run.note(POST, post(session).await);
    run.note(FORM_POST, form_post(session).await);
}

fn silent(arrival: &Arrival) -> Outcome {
    arrival.demand("code")?;
    demand(
        !arrival.signed_in,
        "a password was asked for",
        "no interaction",
    )
}

async fn none(session: &mut Session<'_>) -> Outcome {
    let request = Request::new(session.client).with("prompt", "none");
    let arrival = session.ask(&request).await?;
    silent(&arrival)?;
    state(&arrival, &request)
}

/// The ID token for an answer.
async fn redeemed(
    session: &Session<'_>,
    arrival: &Arrival,
    request: &Request,
) -> Result<Jwt, Fault> {
    let answer = session.redeem(arrival.demand("code")?, request).await?;
    Jwt::parse(Tokens::of(&answer)?.get("id_token"))
}

async fn login(session: &mut Session<'_>, first: &str) -> Outcome {
    let request = Request::new(session.client).with("prompt", "login");
    let arrival = session.ask(&request).await?;
    demand(
        arrival.signed_in,
        "an answer without asking",
        "a password page",
    )?;
    let jwt = redeemed(session, &arrival, &request).await?;
    let (before, now) = (
        Jwt::parse(first)?.number("auth_time"),
        jwt.number("auth_time"),
    );
    demand(
        now >= before,
        format!("auth_time {now:?}"),
        format!("{before:?} or later"),
    )?;
    demand(
        jwt.text("sub") == Jwt::parse(first)?.text("sub"),
        "another sub",
        "the same sub",
    )
}

async fn max_age(session: &mut Session<'_>) -> Outcome {
    let request = Request::new(session.client).with("max_age", "10000");
    let arrival = session.ask(&request).await?;
    silent(&arrival)?;
    let jwt = redeemed(session, &arrival, &request).await?;
    let auth_time = jwt.number("auth_time");
    demand(auth_time.is_some(), "no auth_time", "auth_time")?;
    let request = Request::new(session.client).with("max_age", "0");
    let arrival = session.ask(&request).await?;
    demand(
        arrival.signed_in,
        "with max_age=0 an answer without asking",
        "a password page",
    )
}

async fn hint(session: &mut Session<'_>, first: &str) -> Outcome {
    let request = Request::new(session.client)
        .with("prompt", "none")
        .with("id_token_hint", first);
    let arrival = session.ask(&request).await?;
    silent(&arrival)?;
    let jwt = redeemed(session, &arrival, &request).await?;
    demand(
        jwt.text("sub") == Jwt::parse(first)?.text("sub"),
        "another sub",
        "the hint's sub",
    )
}

async fn tampered(session: &mut Session<'_>, first: &str) -> Outcome {
    let request = Request::new(session.client)
        .with("prompt", "none")
        .with("id_token_hint", &Jwt::parse(first)?.tampered());
    let end = session.end(&request).await?;
    let succeeded = matches!(&end, End::Client(arrival) if arrival.get("code").is_some());
    demand(!succeeded, end.summary(), "an error")
}

async fn harmless(session: &mut Session<'_>) -> Outcome {
    for (name, value) in [
        ("login_hint", "somebody@example.com"),
        ("ui_locales", "se"),
        ("claims_locales", "se"),
        ("display", "popup"),
        ("acr_values", "urn:example:no-such-acr"),
        ("signet_selftest_unknown", "1"),
    ] {
        let request = Request::new(session.client).with(name, value);
        let arrival = session.ask(&request).await?;
        demand(
            arrival.get("code").is_some(),
            format!("with {name}: {}", arrival.summary()),
            "a code",
        )?;
    }
    Ok(())
}

async fn post(session: &mut Session<'_>) -> Outcome {
    let request = Request::new(session.client);
    let url = session.endpoint("authorization_endpoint")?;
    let goal = &session.client.redirect_uri;
    let end = session.browser.post(url, &request.form(), goal).await?;
    let arrival = end.arrival()?;
    arrival.demand("code")?;
    state(&arrival, &request)
}

async fn form_post(session: &mut Session<'_>) -> Outcome {
    let offered = session
        .run
        .supports("response_modes_supported", "form_post", false);
    super::report::applies(offered, "not offered")?;
    let request = Request::new(session.client).with("response_mode", "form_post");
    let arrival = session.ask(&request).await?;
    demand(
        arrival.mode == Mode::FormPost,
        format!("{:?}", arrival.mode),
        "a form",
    )?;
    arrival.demand("code")?;
    state(&arrival, &request)?;
    iss(session.run, &arrival)
}
