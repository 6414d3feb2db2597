//! Tokens from the authorization endpoint (OpenID Connect Core §3.2, §3.3).

use super::browser::{Arrival, Mode};
use super::id_token::{self, Seen};
use super::jwt::Jwt;
use super::report::{Area, Check, Outcome, applies, demand};
use super::request::Request;
use super::session::{Session, Tokens};
use super::sign_in::{iss, state};
use serde_json::Value;

const RESPONSE_TYPES: [(&str, Check); 5] = [
    ("id_token", check("response-type-id-token", "id_token")),
    (
        "id_token token",
        check("response-type-id-token-token", "id_token token"),
    ),
    (
        "code id_token",
        check("response-type-code-id-token", "code id_token"),
    ),
    (
        "code token",
        check("response-type-code-token", "code token"),
    ),
    (
        "code id_token token",
        check("response-type-code-id-token-token", "code id_token token"),
    ),
];
const NONCE: Check = Check::new(
    Area::Authorization,
    "response-type-nonce",
    "An ID token from the authorization endpoint needs a nonce",
    "OpenID Connect Core §3.2.2.1, §3.3.2.11",
);

const fn check(id: &'static str, title: &'static str) -> Check {
    Check::new(
        Area::Authorization,
        id,
        title,
        "OpenID Connect Core §3.2.2.5, §3.3.2.5",
    )
}

/// Plays those that the metadata lists and the client may use.
pub(super) async fn play(session: &mut Session<'_>) {
    for (words, check) in RESPONSE_TYPES {
        let outcome = one(session, words).await;
        session.run.note(check, outcome);
    }
    let nonce = nonce(session).await;
    session.run.note(NONCE, nonce);
}

/// Whether it can be played.
fn usable(session: &Session<'_>, words: &str) -> Outcome {
    let listed = session.run.metadata.get("response_types_supported");
    let listed = listed.and_then(Value::as_array);
    let same = |a: &str| sorted(a) == sorted(words);
    let listed = listed.is_some_and(|list| list.iter().filter_map(Value::as_str).any(same));
    applies(listed, "not in response_types_supported")?;
    let allowed = session.client.response_types.as_ref();
    applies(
        allowed.is_none_or(|allowed| allowed.iter().any(|allowed| same(allowed))),
        "the client may not use it",
    )
}

fn sorted(words: &str) -> Vec<&str> {
    let mut words: Vec<_> = words.split(' ').collect();
    words.sort_unstable();
    words
}

/// A request; without PKCE where there is no code.
fn request(session: &Session<'_>, words: &str) -> Request {
    let request = Request::new(session.client).with("response_type", words);
    if words.contains("code") {
        return request;
    }
    request
        .with("code_challenge", "")
        .with("code_challenge_method", "")
}

async fn one(session: &mut Session<'_>, words: &str) -> Outcome {
    usable(session, words)?;
    let request = request(session, words);
    let arrival = session.ask(&request).await?;
    let unknown_to_client = session.client.response_types.is_none();
    let refused = arrival.get("error") == Some("unauthorized_client");
    applies(!(unknown_to_client && refused), "the client may not use it")?;
    for (word, parameter) in [
        ("code", "code"),
        ("id_token", "id_token"),
        ("token", "access_token"),
    ] {
        let asked = words.split(' ').any(|asked| asked == word);
        demand(
            arrival.get(parameter).is_some() == asked,
            arrival.summary(),
            format!("what {words} asks for"),
        )?;
    }
    demand(
        arrival.mode == Mode::Fragment,
        format!("{:?}", arrival.mode),
        "the fragment",
    )?;
    state(&arrival, &request)?;
    tokens(session, &arrival, &request).await?;
    match iss(session.run, &arrival) {
        Err(super::report::Fault::NotApplicable(_)) => Ok(()),
        outcome => outcome,
    }
}

async fn tokens(session: &Session<'_>, arrival: &Arrival, request: &Request) -> Outcome {
    let seen = |token: &str| Jwt::parse(token);
    let mut front = None;
    if let Some(token) = arrival.get("id_token") {
        let seen = Seen {
            session,
            jwt: seen(token)?,
            nonce: &request.nonce,
            access_token: arrival.get("access_token"),
            code: arrival.get("code"),
            in_front: true,
        };
        id_token::all(&seen)?;
        front = Some(seen.jwt);
    }
    let Some(code) = arrival.get("code") else {
        return Ok(());
    };
    let tokens = Tokens::of(&session.redeem(code, request).await?)?;
    let back = seen(tokens.get("id_token"))?;
    let Some(front) = front else {
        return Ok(());
    };
    for name in ["iss", "sub"] {
        demand(
            front.text(name) == back.text(name),
            format!("two ID tokens with another {name}"),
            format!("the same {name}"),
        )?;
    }
    Ok(())
}

async fn nonce(session: &mut Session<'_>) -> Outcome {
    usable(session, "id_token")?;
    let request = request(session, "id_token").with("nonce", "");
    let arrival = session.ask(&request).await?;
    let error = arrival.get("error");
    applies(
        error != Some("unauthorized_client"),
        "the client may not use id_token",
    )?;
    demand(
        error == Some("invalid_request"),
        arrival.summary(),
        "the error invalid_request",
    )
}
