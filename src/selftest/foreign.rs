//! What belongs to one client is of no use to another (RFC 6749 §4.1.3, §6).

use super::report::{Area, Check, Fault, Outcome, applies};
use super::request::Request;
use super::session::Session;

const CODE: Check = Check::new(
    Area::Token,
    "token-foreign-code",
    "A code is good for the client that asked for it only",
    "RFC 6749 §4.1.3",
);
const REFRESH: Check = Check::new(
    Area::Refresh,
    "refresh-foreign",
    "A refresh token is good for its client only",
    "RFC 6749 §6",
);

const REFUSED: [&str; 1] = ["invalid_grant"];

/// A code in the hands of another client.
pub(super) async fn code(session: &mut Session<'_>) {
    let outcome = foreign_code(session).await;
    session.run.note(CODE, outcome);
}

async fn foreign_code(session: &mut Session<'_>) -> Outcome {
    needed(session)?;
    let request = Request::new(session.client);
    let code = session.code(&request).await?;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("redirect_uri", &*session.client.redirect_uri),
        ("code_verifier", request.verifier.secret()),
    ];
    as_other(session, &form).await
}

/// A refresh token in the hands of another client; it may be over afterwards.
pub(super) async fn refresh_token(session: &Session<'_>, token: &str) {
    let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
    let outcome = as_other(session, &form).await;
    session.run.note(REFRESH, outcome);
}

async fn as_other(session: &Session<'_>, form: &[(&str, &str)]) -> Outcome {
    let other = session.other.ok_or_else(lonely)?;
    let url = session.endpoint("token_endpoint")?;
    let answer = other.call(&session.run.http, url, form).await?;
    answer.demand_error(&REFUSED)
}

/// Why nothing is known about other clients.
pub(super) fn lonely() -> Fault {
    let reason = "needs a second client, and none could be registered for the checks";
    Fault::NotApplicable(reason.to_owned())
}

fn needed(session: &Session<'_>) -> Outcome {
    applies(session.other.is_some(), lonely())
}
