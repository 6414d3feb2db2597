//! `authorization_code` (RFC 6749 §4.1.3, RFC 7636 §4.6).

use super::{GrantRequest, GrantType, invalid_grant, not_admitted};
use crate::flow::code::AuthorizationCode;
use crate::flow::issue::Issue;
use crate::flow::{Failure, Services, encrypted, id_token, session, trace};
use crate::model::{RefreshKind, Session, User};
use crate::oidc::claims_request::is_covered;
use crate::oidc::tokens::TokenResponse;
use crate::store::Redemption;
use async_trait::async_trait;
use std::sync::Arc;

/// Redeems a code: one durable write, and the answer after it.
pub struct AuthorizationCodeGrant;

#[async_trait]
impl GrantType for AuthorizationCodeGrant {
    fn name(&self) -> &'static str {
        "authorization_code"
    }

    async fn exchange(
        &self,
        services: &Services,
        request: GrantRequest<'_>,
    ) -> Result<TokenResponse, Failure> {
        let code = request.required("code", "code is missing")?;
        let code = AuthorizationCode::open(services, code)
            .ok_or(invalid_grant("the code was not issued here"))?;
        check_binding(&code, &request)?;
        redeem(services, request, code).await
    }
}

/// Makes a family of what the client may redeem: one durable write, the record of the one use.
pub(super) async fn redeem(
    services: &Services,
    request: GrantRequest<'_>,
    code: AuthorizationCode,
) -> Result<TokenResponse, Failure> {
    let found = match redeemable(services, &code, &request).await {
        Err(why @ Failure::Refused { .. }) => {
            return Err(refused(services, &code, &request, why).await?);
        }
        found => found,
    };
    let (session, user) = found?;
    encrypted::check(services, request.client, id_token::wish(request.client)).await?;
    let refresh = refresh_kind(&code, &request);
    let family = code.family(services, request.client, &session, refresh, request.now);
    let grant = Arc::new(family);
    match services.store.redeem(Arc::clone(&grant)).await? {
        Redemption::First => trace::step(services, code.trace, "sign_in.code_redeemed", |event| {
            event.client(&code.client_id).person(code.user_id)
        }),
        Redemption::Replay => return Err(replayed(&code)),
    }
    let issue = Issue {
        client: request.client,
        user: &user,
        grant: &grant,
        scope: code.scope,
        nonce: code.nonce.as_deref(),
        now: request.now,
    };
    issue.tokens(services).await
}

/// Client, redirect URI and verifier (security B5 to B8).
fn check_binding(code: &AuthorizationCode, request: &GrantRequest<'_>) -> Result<(), Failure> {
    if code.client_id != request.client.id {
        return Err(invalid_grant("the code was issued to another client"));
    }
    let redirect_uri = request.parameters.get("redirect_uri")?;
    if redirect_uri.is_some_and(|given| given != code.redirect_uri) {
        return Err(invalid_grant(
            "redirect_uri differs from the authorization request",
        ));
    }
    let any_character = request.client.metadata.any_code_verifier;
    match (
        &code.code_challenge,
        request.parameters.get("code_verifier")?,
    ) {
        (Some(challenge), Some(verifier)) if challenge.is_met_by(verifier, any_character) => Ok(()),
        (Some(_), Some(_)) => Err(invalid_grant("code_verifier does not match the challenge")),
        (Some(_), None) => Err(invalid_grant("code_verifier is missing")),
        (None, Some(_)) => Err(invalid_grant("code_verifier without a code_challenge")),
        (None, None) => Ok(()),
    }
}

/// Whether the code's time, session, account and consent are still there.
async fn redeemable(
    services: &Services,
    code: &AuthorizationCode,
    request: &GrantRequest<'_>,
) -> Result<(Arc<Session>, Arc<User>), Failure> {
    if request.now >= code.expires_at {
        return Err(invalid_grant("the code has expired"));
    }
    let alive = alive(services, code).await?;
    if !request.client.admits(&alive.1) {
        return Err(not_admitted(&alive.1));
    }
    check_consent(services, code, request).await?;
    Ok(alive)
}

/// A code that comes again when it cannot be redeemed any more still ends what came of it.
async fn refused(
    services: &Services,
    code: &AuthorizationCode,
    request: &GrantRequest<'_>,
    why: Failure,
) -> Result<Failure, Failure> {
    if services.store.grant(code.id).await?.is_some() {
        services.store.end_grant(code.id, request.now).await?;
        return Ok(replayed(code));
    }
    Ok(why)
}

fn replayed(code: &AuthorizationCode) -> Failure {
    tracing::warn!(
        event = "code_replay",
        client_id = code.client_id.as_str(),
        user = %code.user_id,
        "an authorization code was used twice; its tokens were ended"
    );
    invalid_grant("the code has been used")
}

/// The person and the session must still be there.
async fn alive(
    services: &Services,
    code: &AuthorizationCode,
) -> Result<(Arc<Session>, Arc<User>), Failure> {
    let session = services.store.session(code.session_id).await?;
    let session = session.filter(|found| session::is_alive(services, found));
    let user = services.store.user(code.user_id).await?;
    let user = user.filter(|user| user.disabled_at.is_none());
    session
        .zip(user)
        .ok_or(invalid_grant("the session has ended"))
}

async fn check_consent(
    services: &Services,
    code: &AuthorizationCode,
    request: &GrantRequest<'_>,
) -> Result<(), Failure> {
    if request.client.is_trusted() {
        return Ok(());
    }
    let consent = services
        .store
        .consent(code.user_id, &code.client_id)
        .await?;
    if consent.is_some_and(|consent| is_covered(&code.scope, &code.claims, &consent.scope)) {
        return Ok(());
    }
    Err(invalid_grant("the consent was withdrawn"))
}

fn refresh_kind(code: &AuthorizationCode, request: &GrantRequest<'_>) -> RefreshKind {
    if !request.client.metadata.allows_grant("refresh_token") {
        RefreshKind::None
    } else if code.scope.contains("offline_access") {
        RefreshKind::Offline
    } else {
        RefreshKind::Online
    }
}
