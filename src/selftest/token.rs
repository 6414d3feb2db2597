//! Errors of the token endpoint (RFC 6749 §3.2, §5.2).

use super::client::Client;
use super::http::{Answer, send, with_basic, with_form};
use super::report::{Area, Check, Fault, Outcome, applies, demand, short};
use super::run::Run;
use super::session::Session;
use openidconnect::ClientSecret;
use reqwest::Method;
use reqwest::header::WWW_AUTHENTICATE;

const GET: Check = check(
    "token-get",
    "The token endpoint is posted to",
    "RFC 6749 §3.2",
);
const UNKNOWN_CLIENT: Check = check(
    "token-unknown-client",
    "An unknown client is told invalid_client, in JSON",
    "RFC 6749 §5.2",
);
const CHALLENGE: Check = check(
    "token-challenge",
    "A client that failed by a header is told how to authenticate",
    "RFC 6749 §5.2",
);
const NOTHING: Check = check(
    "token-nothing",
    "A request without parameters is told so in JSON",
    "RFC 6749 §5.2",
);
const UNKNOWN_CODE: Check = check(
    "token-unknown-code",
    "An unknown code is invalid_grant",
    "RFC 6749 §5.2",
);
const GRANT_TYPE: Check = check(
    "token-grant-type",
    "An unknown grant_type is unsupported_grant_type",
    "RFC 6749 §5.2",
);
const WRONG_SECRET: Check = check(
    "token-wrong-secret",
    "A wrong secret is invalid_client",
    "RFC 6749 §5.2",
);
const TWO_METHODS: Check = check(
    "token-two-methods",
    "A client authenticates in one way only",
    "RFC 6749 §2.3",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Token, id, title, section)
}

const CODE: [(&str, &str); 3] = [
    ("grant_type", "authorization_code"),
    ("code", "signet-selftest-unknown"),
    ("redirect_uri", "https://signet-selftest.example/callback"),
];

/// What anybody can ask.
pub(super) async fn play(run: &Run<'_>) {
    run.note(GET, get(run).await);
    run.note(UNKNOWN_CLIENT, unknown_client(run).await);
    run.note(CHALLENGE, challenge(run).await);
    run.note(NOTHING, nothing(run).await);
}

/// What needs a client.
pub(super) async fn with_client(session: &Session<'_>) {
    let run = session.run;
    run.note(UNKNOWN_CODE, unknown_code(session).await);
    run.note(GRANT_TYPE, grant_type(session).await);
    run.note(WRONG_SECRET, wrong_secret(session).await);
    run.note(TWO_METHODS, two_methods(session).await);
}

fn endpoint<'a>(run: &'a Run<'_>) -> Result<&'a str, Fault> {
    let endpoint = run.endpoint("token_endpoint");
    endpoint.ok_or_else(|| short("no token_endpoint", "an address"))
}

async fn get(run: &Run<'_>) -> Outcome {
    let answer = run.http.get(endpoint(run)?).await?;
    demand(
        answer.status.is_client_error(),
        answer.summary(),
        "405 or another error",
    )
}

async fn by_unknown(run: &Run<'_>) -> Result<Answer, Fault> {
    let request = run.http.request(Method::POST, endpoint(run)?);
    let secret = ClientSecret::new("wrong".to_owned());
    let request = with_basic(request, "signet-selftest-unknown", &secret);
    Ok(send(with_form(request, &CODE)).await?)
}

async fn unknown_client(run: &Run<'_>) -> Outcome {
    by_unknown(run).await?.demand_error(&["invalid_client"])
}

async fn challenge(run: &Run<'_>) -> Outcome {
    let answer = by_unknown(run).await?;
    demand(answer.status == 401, answer.summary(), "401")?;
    let challenge = answer.header(&WWW_AUTHENTICATE);
    let basic = challenge.to_ascii_lowercase().starts_with("basic");
    demand(
        basic,
        format!("WWW-Authenticate {challenge:?}"),
        "a challenge for Basic",
    )
}

async fn nothing(run: &Run<'_>) -> Outcome {
    let answer = run.http.post(endpoint(run)?, &[]).await?;
    answer.demand_error(&["invalid_request", "invalid_client"])
}

async fn unknown_code(session: &Session<'_>) -> Outcome {
    session.call(&CODE).await?.demand_error(&["invalid_grant"])
}

async fn grant_type(session: &Session<'_>) -> Outcome {
    let form = [("grant_type", "urn:example:no-such-grant")];
    let answer = session.call(&form).await?;
    answer.demand_error(&["unsupported_grant_type"])
}

async fn wrong_secret(session: &Session<'_>) -> Outcome {
    applies(session.client.secret.is_some(), "the client is public")?;
    let wrong = Client {
        secret: Some(ClientSecret::new("wrong".to_owned())),
        ..session.client.clone()
    };
    let url = endpoint(session.run)?;
    let answer = wrong.call(&session.run.http, url, &CODE).await?;
    answer.demand_error(&["invalid_client"])
}

async fn two_methods(session: &Session<'_>) -> Outcome {
    let client = session.client;
    let secret = client.secret.as_ref();
    let Some(secret) = secret else {
        return applies(false, "the client is public");
    };
    let request = session
        .run
        .http
        .request(Method::POST, endpoint(session.run)?);
    let request = with_basic(request, &client.id, secret);
    let mut form = CODE.to_vec();
    form.extend([
        ("client_id", &*client.id),
        ("client_secret", secret.secret()),
    ]);
    let answer = send(with_form(request, &form)).await?;
    answer.demand_error(&["invalid_request", "invalid_client"])
}
