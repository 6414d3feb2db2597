//! Refresh tokens (RFC 6749 §6, OpenID Connect Core §12).

use super::foreign;
use super::jwt::Jwt;
use super::report::{Area, Check, Outcome, applies, demand};
use super::request::Request;
use super::session::{Session, Tokens};

const REFRESH: Check = check(
    "refresh",
    "A refresh token is good for a new access token",
    "RFC 6749 §6",
);
const ID_TOKEN: Check = check(
    "refresh-id-token",
    "A refreshed ID token is about the same sign-in",
    "OpenID Connect Core §12.2",
);
const WIDER: Check = check(
    "refresh-wider-scope",
    "More scopes than were granted are refused",
    "RFC 6749 §6",
);
const UNKNOWN: Check = check(
    "refresh-unknown",
    "An unknown refresh token is refused",
    "RFC 6749 §5.2",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Refresh, id, title, section)
}

/// Plays everything about refresh tokens.
pub(super) async fn play(session: &mut Session<'_>, first: &str) {
    let run = session.run;
    let unknown = refresh(session, "unknown", &[]).await;
    let unknown = unknown.and_then(|answer| answer.demand_error(&["invalid_grant"]));
    // A client that may not refresh at all is told that first.
    let may = !matches!(&unknown, Err(fault) if fault.to_string().contains("unauthorized_client"));
    if !may {
        return run.note(REFRESH, applies(false, "the client may not refresh"));
    }
    run.note(UNKNOWN, unknown);
    let tokens = granted(session).await;
    let Ok(Some(token)) = tokens else {
        let outcome = tokens.and_then(|_| applies(false, "no refresh token was granted"));
        return run.note(REFRESH, outcome);
    };
    let wider = refresh(session, &token, &[("scope", "openid email")]);
    let wider = wider
        .await
        .and_then(|answer| answer.demand_error(&["invalid_scope"]));
    run.note(WIDER, wider);
    let answer = refresh(session, &token, &[]).await;
    let tokens = answer.and_then(|answer| {
        answer.demand_no_store()?;
        Tokens::with_access(&answer)
    });
    run.note(REFRESH, tokens.as_ref().map(drop).map_err(Clone::clone));
    if let Ok(tokens) = tokens {
        run.note(ID_TOKEN, same_sign_in(session, first, &tokens));
        let next = Some(tokens.get("refresh_token")).filter(|next| !next.is_empty());
        foreign::refresh_token(session, next.unwrap_or(&token)).await;
    }
}

/// A refresh token, if one is granted.
async fn granted(session: &mut Session<'_>) -> Result<Option<String>, super::report::Fault> {
    let request = Request::new(session.client).with("scope", "openid");
    let usual = session.tokens(&request).await?;
    let mut token = usual.get("refresh_token").to_owned();
    if token.is_empty() {
        // OpenID Connect Core §11
        let offline = Request::new(session.client)
            .with("scope", "openid offline_access")
            .with("prompt", "consent");
        let tokens = session.tokens(&offline).await?;
        tokens.get("refresh_token").clone_into(&mut token);
    }
    Ok(Some(token).filter(|token| !token.is_empty()))
}

async fn refresh(
    session: &Session<'_>,
    token: &str,
    more: &[(&str, &str)],
) -> Result<super::http::Answer, super::report::Fault> {
    let mut form = vec![("grant_type", "refresh_token"), ("refresh_token", token)];
    form.extend(more);
    session.call(&form).await
}

fn same_sign_in(session: &Session<'_>, first: &str, tokens: &Tokens) -> Outcome {
    let token = tokens.get("id_token");
    applies(!token.is_empty(), "no ID token came, which is allowed")?;
    let (first, now) = (Jwt::parse(first)?, Jwt::parse(token)?);
    now.verify(&session.run.keys)?;
    for name in ["iss", "sub", "aud", "azp", "auth_time"] {
        let (before, now) = (first.claims.get(name), now.claims.get(name));
        let differs = format!("{name} {now:?}");
        // The first one may have said less.
        demand(
            before == now || before.is_none(),
            differs,
            format!("{before:?}"),
        )?;
    }
    Ok(())
}
