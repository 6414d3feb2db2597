//! Tokens that their client gives up (RFC 7009).

use super::introspection;
use super::report::{Area, Check, Outcome, applies, demand};
use super::request::Request;
use super::session::Session;

const DEAD: Check = check(
    "revocation",
    "A revoked access token is dead",
    "RFC 7009 §2, §2.2",
);
const UNKNOWN: Check = check(
    "revocation-unknown",
    "Revoking an unknown token succeeds",
    "RFC 7009 §2.2",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Revocation, id, title, section)
}

const NAME: &str = "revocation_endpoint";

/// Plays everything about revocation.
pub(super) async fn play(session: &mut Session<'_>) {
    let run = session.run;
    if run.endpoint(NAME).is_none() {
        return run.note(DEAD, applies(false, format!("no {NAME}")));
    }
    run.note(UNKNOWN, revoke(session, "signet-selftest-unknown").await);
    let dead = dead(session).await;
    run.note(DEAD, dead);
}

async fn revoke(session: &Session<'_>, token: &str) -> Outcome {
    let url = session.endpoint(NAME)?;
    let form = [("token", token)];
    let answer = session.client.call(&session.run.http, url, &form).await?;
    let error = answer.error();
    let can = error.as_deref() != Some("unsupported_token_type");
    applies(can, "tokens of this type cannot be revoked here")?;
    demand(answer.status == 200, answer.summary(), "200")
}

async fn dead(session: &mut Session<'_>) -> Outcome {
    let request = Request::new(session.client);
    let tokens = session.tokens(&request).await?;
    let token = tokens.get("access_token");
    let userinfo = session.endpoint("userinfo_endpoint")?;
    let answer = session.run.http.get_as(userinfo, token).await?;
    applies(answer.status == 200, "userinfo does not take the token")?;
    revoke(session, token).await?;
    let answer = session.run.http.get_as(userinfo, token).await?;
    demand(
        answer.status == 401,
        format!("{} at userinfo", answer.summary()),
        "401",
    )?;
    introspection::demand_inactive(session, token).await
}
