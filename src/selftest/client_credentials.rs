//! Clients that act for themselves (RFC 6749 §4.4).

use super::report::{Area, Check, Outcome, advise, applies, demand};
use super::session::{Session, Tokens};

const ANSWER: Check = check(
    "client-credentials",
    "A client gets an access token for itself, and nothing about a person",
    "RFC 6749 §4.4.3",
);
const PUBLIC: Check = check(
    "client-credentials-unproven",
    "Without proof of the client there is no token",
    "RFC 6749 §4.4",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Token, id, title, section)
}

const FORM: [(&str, &str); 1] = [("grant_type", "client_credentials")];

/// Plays the grant where it is offered.
pub(super) async fn play(session: &Session<'_>) {
    session.run.note(ANSWER, answer(session).await);
    session.run.note(PUBLIC, unproven(session).await);
}

fn usable(session: &Session<'_>) -> Outcome {
    let listed = session
        .run
        .supports("grant_types_supported", "client_credentials", false);
    applies(listed, "not in grant_types_supported")?;
    applies(session.client.secret.is_some(), "the client is public")
}

async fn answer(session: &Session<'_>) -> Outcome {
    usable(session)?;
    let answer = session.call(&FORM).await?;
    let error = answer.error();
    let may = error.as_deref() != Some("unauthorized_client");
    applies(may, "the client may not use it")?;
    let tokens = Tokens::with_access(&answer)?;
    demand(tokens.get("id_token").is_empty(), "an ID token", "none")?;
    advise(
        tokens.get("refresh_token").is_empty(),
        "a refresh token came along",
    )
}

async fn unproven(session: &Session<'_>) -> Outcome {
    usable(session)?;
    let url = session.endpoint("token_endpoint")?;
    let mut form = FORM.to_vec();
    form.push(("client_id", &session.client.id));
    let answer = session.run.http.post(url, &form).await?;
    answer.demand_error(&["invalid_client", "unauthorized_client"])
}
