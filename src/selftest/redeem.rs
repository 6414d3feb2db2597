//! Codes that must not be redeemed (RFC 6749 §4.1.3, RFC 7636 §4.6).

use super::http::Answer;
use super::report::{Area, Check, Fault, Outcome, advise, demand};
use super::request::Request;
use super::session::{Session, Tokens};

const AGAIN: Check = check(
    "token-code-again",
    "A code is good once",
    "RFC 6749 §4.1.2, §10.5",
);
const ENDED: Check = check(
    "token-code-again-ends",
    "A code that is used again ends its access token",
    "RFC 6749 §4.1.2",
);
const VERIFIER: Check = check(
    "token-verifier",
    "A wrong or missing code_verifier is refused",
    "RFC 7636 §4.6",
);
const REDIRECT_URI: Check = check(
    "token-redirect-uri",
    "Another redirect_uri than in the request is refused",
    "RFC 6749 §4.1.3",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Token, id, title, section)
}

const REFUSED: [&str; 1] = ["invalid_grant"];

/// Redeems a code that was redeemed.
pub(super) async fn again(session: &Session<'_>, code: &str, request: &Request, first: &Tokens) {
    let answer = session.redeem(code, request).await;
    let refused = answer.and_then(|answer| answer.demand_error(&REFUSED));
    let went_well = refused.is_ok();
    session.run.note(AGAIN, refused);
    if went_well {
        let ended = ended(session, first.get("access_token")).await;
        session.run.note(ENDED, ended);
    }
}

async fn ended(session: &Session<'_>, access_token: &str) -> Outcome {
    let url = session.endpoint("userinfo_endpoint")?;
    let answer = session.run.http.get_as(url, access_token).await?;
    advise(answer.status != 200, "the access token still works")
}

/// Codes with other faults.
pub(super) async fn play(session: &mut Session<'_>) {
    let verifier = verifier(session).await;
    session.run.note(VERIFIER, verifier);
    let redirect_uri = redirect_uri(session).await;
    session.run.note(REDIRECT_URI, redirect_uri);
}

async fn verifier(session: &mut Session<'_>) -> Outcome {
    let other = Request::new(session.client);
    let request = Request::new(session.client);
    let code = session.code(&request).await?;
    session
        .redeem(&code, &other)
        .await?
        .demand_error(&REFUSED)?;
    let code = session.code(&request).await?;
    let redirect_uri = session.client.redirect_uri.clone();
    let answer = without_verifier(session, &code, &redirect_uri).await?;
    answer.demand_error(&["invalid_grant", "invalid_request"])
}

async fn without_verifier(
    session: &Session<'_>,
    code: &str,
    redirect_uri: &str,
) -> Result<Answer, Fault> {
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect_uri),
    ];
    session.call(&form).await
}

async fn redirect_uri(session: &mut Session<'_>) -> Outcome {
    let request = Request::new(session.client);
    let code = session.code(&request).await?;
    let other = format!("{}/other", session.client.redirect_uri);
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("redirect_uri", &*other),
        ("code_verifier", request.verifier.secret()),
    ];
    let answer = session.call(&form).await?;
    demand(answer.status != 200, answer.summary(), "an error")?;
    answer.demand_error(&["invalid_grant", "invalid_request"])
}
