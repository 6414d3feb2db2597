//! A whole sign-in by a code, looked at from all sides (OpenID Connect Core §3.1).

use super::browser::{Arrival, Mode};
use super::client::Client;
use super::http::Answer;
use super::id_token::{self, Seen};
use super::jwt::Jwt;
use super::report::{Area, Check, Outcome, advise, applies, demand};
use super::request::Request;
use super::run::Run;
use super::session::{Session, Tokens};
use super::{
    authorize, client_credentials, foreign, introspection, logout, prompt, pushed, redeem, refresh,
    response_types, revocation, token, userinfo,
};
use serde_json::Value;

const SIGN_IN: Check = Check::new(
    Area::Authorization,
    "sign-in",
    "A person signs in and the browser returns with a code",
    "OpenID Connect Core §3.1.2.5",
);
const STATE: Check = Check::new(
    Area::Authorization,
    "sign-in-state",
    "state comes back unchanged",
    "RFC 6749 §4.1.2",
);
const ISS: Check = Check::new(
    Area::Authorization,
    "sign-in-iss",
    "The answer says which issuer it comes from",
    "RFC 9207 §2",
);
const MODE: Check = Check::new(
    Area::Authorization,
    "sign-in-mode",
    "A code comes in the query",
    "OAuth 2.0 Multiple Response Types §5",
);
const CODE: Check = Check::new(
    Area::Authorization,
    "sign-in-code",
    "The code cannot be guessed",
    "RFC 6749 §10.10",
);
const ANSWER: Check = Check::new(
    Area::Token,
    "token-answer",
    "A code is good for an access token and an ID token",
    "OpenID Connect Core §3.1.3.3",
);
const NO_STORE: Check = Check::new(
    Area::Token,
    "token-no-store",
    "No cache keeps the tokens",
    "RFC 6749 §5.1",
);
const ID_TOKEN: Check = Check::new(
    Area::IdToken,
    "id-token",
    "The ID token is a signed JWT",
    "OpenID Connect Core §2",
);

/// Plays all sign-ins that can be played.
pub(super) async fn play(run: &Run<'_>, client: Option<&Client>, other: Option<&Client>) {
    let Some(client) = client else {
        let reason = "no client: give --client-id and --redirect-uri, or --initial-access-token";
        return run.note(SIGN_IN, applies(false, reason));
    };
    let mut session = Session::new(run, client, other);
    if run.wants(Area::Authorization) {
        authorize::with_client(&session).await;
    }
    if run.wants(Area::Token) {
        token::with_client(&session).await;
        client_credentials::play(&session).await;
    }
    if run.options.person.is_none() {
        let reason = "nobody to sign in: give --username and --password-env";
        return run.note(SIGN_IN, applies(false, reason));
    }
    let Some(jwt) = first(&mut session).await else {
        return;
    };
    further(&mut session, &jwt).await;
}

/// What can be played once somebody is signed in; the last of it ends the session.
async fn further(session: &mut Session<'_>, jwt: &str) {
    let run = session.run;
    if run.wants(Area::Token) {
        redeem::play(session).await;
        foreign::code(session).await;
    }
    if run.wants(Area::Refresh) {
        refresh::play(session, jwt).await;
    }
    if run.wants(Area::Authorization) {
        prompt::play(session, jwt).await;
        response_types::play(session).await;
        pushed::play(session).await;
    }
    if run.wants(Area::Userinfo) {
        userinfo::claims_parameter(session).await;
    }
    if run.wants(Area::Revocation) {
        revocation::play(session).await;
    }
    if run.wants(Area::Introspection) {
        introspection::play(session).await;
    }
    if run.wants(Area::Logout) {
        logout::signed_in(session).await;
    }
}

/// The first sign-in. What it gives is `None` if nothing more can be played.
async fn first(session: &mut Session<'_>) -> Option<String> {
    let run = session.run;
    let request = Request::new(session.client);
    let arrival = session.ask(&request).await;
    let arrived = arrival
        .as_ref()
        .map_err(Clone::clone)
        .and_then(|arrival| arrival.demand("code").map(drop));
    run.note(SIGN_IN, arrived);
    let arrival = arrival.ok()?;
    run.note(STATE, state(&arrival, &request));
    run.note(ISS, iss(run, &arrival));
    run.note(MODE, mode(&arrival));
    let code = arrival.get("code")?;
    run.note(CODE, guessed(code));
    let answer = session.redeem(code, &request).await;
    let tokens = answer.as_ref().map_err(Clone::clone).and_then(|answer| {
        run.note(NO_STORE, answer.demand_no_store());
        complete(answer)
    });
    run.note(ANSWER, tokens.as_ref().map(drop).map_err(Clone::clone));
    let tokens = tokens.ok()?;
    let jwt = Jwt::parse(tokens.get("id_token"));
    run.note(ID_TOKEN, jwt.as_ref().map(drop).map_err(Clone::clone));
    let seen = Seen {
        session,
        jwt: jwt.ok()?,
        nonce: &request.nonce,
        access_token: Some(tokens.get("access_token")),
        code: Some(code),
        in_front: false,
    };
    id_token::note_all(&seen);
    userinfo::with_token(&seen, tokens.get("access_token")).await;
    redeem::again(session, code, &request, &tokens).await;
    Some(tokens.get("id_token").to_owned())
}

/// `state` is the one that was sent.
pub(super) fn state(arrival: &Arrival, request: &Request) -> Outcome {
    let state = arrival.get("state").unwrap_or_default();
    demand(
        state == request.state,
        format!("{state:?}"),
        format!("{:?}", request.state),
    )
}

/// `iss` is the issuer, where the metadata promises it.
pub(super) fn iss(run: &Run<'_>, arrival: &Arrival) -> Outcome {
    let name = "authorization_response_iss_parameter_supported";
    let promised = run.metadata.get(name) == Some(&Value::Bool(true));
    let iss = arrival.get("iss");
    applies(promised || iss.is_some(), "not promised")?;
    demand(
        iss == Some(run.issuer()),
        format!("{iss:?}"),
        format!("{:?}", run.issuer()),
    )
}

fn mode(arrival: &Arrival) -> Outcome {
    demand(
        arrival.mode == Mode::Query,
        format!("{:?}", arrival.mode),
        "the query",
    )
}

/// 128 bits need 22 characters of base64url.
fn guessed(code: &str) -> Outcome {
    let length = code.chars().count();
    demand(
        length >= 16,
        format!("{length} characters"),
        "128 bits of randomness",
    )?;
    advise(length >= 22, format!("only {length} characters"))
}

/// The answer has all that it must have.
fn complete(answer: &Answer) -> Result<Tokens, super::report::Fault> {
    let tokens = Tokens::of(answer)?;
    for name in ["access_token", "id_token"] {
        let there = !tokens.get(name).is_empty();
        demand(there, format!("no {name}"), name)?;
    }
    let kind = tokens.get("token_type");
    let known = ["bearer", "dpop"]
        .iter()
        .any(|k| k.eq_ignore_ascii_case(kind));
    demand(known, format!("token_type {kind:?}"), "Bearer")?;
    let expires_in = tokens.answer.get("expires_in");
    let good = expires_in.is_none_or(|seconds| seconds.as_u64().is_some_and(|s| s > 0));
    demand(good, format!("expires_in {expires_in:?}"), "seconds")?;
    Ok(tokens)
}
