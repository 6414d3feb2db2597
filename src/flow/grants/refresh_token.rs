//! `refresh_token` (RFC 6749 §6, RFC 9700 §4.14, OpenID Connect Core §12).

use super::{GrantRequest, GrantType, invalid_grant, not_admitted};
use crate::flow::issue::Issue;
use crate::flow::refresh_token::RefreshToken;
use crate::flow::{Failure, Services, encrypted, id_token, session};
use crate::model::{Client, Grant, RefreshKind, User};
use crate::oidc::tokens::TokenResponse;
use crate::oidc::{ErrorCode, ScopeSet};
use crate::store::Rotation;
use async_trait::async_trait;
use std::sync::Arc;

/// Rotates a refresh token: one durable write, and the answer after it.
pub struct RefreshTokenGrant;

#[async_trait]
impl GrantType for RefreshTokenGrant {
    fn name(&self) -> &'static str {
        "refresh_token"
    }

    async fn exchange(
        &self,
        services: &Services,
        request: GrantRequest<'_>,
    ) -> Result<TokenResponse, Failure> {
        let token = request.required("refresh_token", "refresh_token is missing")?;
        let token = RefreshToken::decode(services, token)
            .ok_or(invalid_grant("the refresh token was not issued here"))?;
        let grant = services.store.grant(token.grant_id).await?;
        let grant = grant.ok_or(invalid_grant("the refresh token has expired"))?;
        if grant.client_id != request.client.id {
            return Err(invalid_grant(
                "the refresh token was issued to another client",
            ));
        }
        let (user, left) = usable(services, request.client, &grant).await?;
        if ends_with_session(request.client, &grant) {
            services.last_uses.note(grant.session_id, services.now());
        }
        let scope = narrowed(&request, &grant, left)?;
        encrypted::check(services, request.client, id_token::wish(request.client)).await?;
        let grant = rotate(services, &request, token).await?;
        let issue = Issue {
            client: request.client,
            user: &user,
            grant: &grant,
            scope,
            nonce: None,
            now: request.now,
        };
        issue.tokens(services).await
    }
}

/// Whose family `grant` is, and which of its scopes `client` may still have. Account and, for tokens
/// that end with the session, the session must still be there (security B13). Consent, the client and
/// the trust in it end the family themselves when they go; groups and scopes are asked each time.
///
/// # Errors
/// `invalid_grant` where the account or the session is gone or the person may not use the client,
/// `invalid_scope` where no scope is left of those granted.
pub async fn usable(
    services: &Services,
    client: &Client,
    grant: &Grant,
) -> Result<(Arc<User>, ScopeSet), Failure> {
    let user = services.store.user(grant.user_id).await?;
    let user = user.filter(|user| user.disabled_at.is_none());
    let user = user.ok_or(invalid_grant("the account is gone"))?;
    if ends_with_session(client, grant) {
        let session = services.store.session(grant.session_id).await?;
        if !session.is_some_and(|found| session::is_alive(services, &found)) {
            return Err(invalid_grant("the session has ended"));
        }
    }
    if !client.admits(&user) {
        return Err(not_admitted(&user));
    }
    let left = client.metadata.still_granted(&grant.scope);
    if grant.scope.is_empty() {
        return Ok((user, left));
    }
    Ok((user, left.or_invalid()?))
}

/// Whether the family ends with its session: it was not to outlive it, or `client` may have no such
/// family any more.
fn ends_with_session(client: &Client, grant: &Grant) -> bool {
    let may_outlive = client.metadata.scope.contains("offline_access");
    grant.refresh != RefreshKind::Offline || !may_outlive
}

/// The scopes asked for, which may be fewer than granted; where none are named, all that are `left`.
/// What was left out of the grant because it is unknown, unregistered or `offline_access` is left out
/// again: programs repeat their first list. What the client may not have any more is left out of either.
fn narrowed(
    request: &GrantRequest<'_>,
    grant: &Grant,
    left: ScopeSet,
) -> Result<ScopeSet, Failure> {
    let Some(asked) = request.parameters.get("scope")? else {
        return Ok(left);
    };
    let client = &request.client.metadata;
    let asked = client
        .still_granted(&ScopeSet::parse(asked))
        .retain(|scope| scope != "offline_access" || grant.scope.contains(scope));
    if !asked.is_subset(&grant.scope) {
        return Err(Failure::refused(
            ErrorCode::InvalidScope,
            "scope is wider than what was granted",
        ));
    }
    Ok(asked.or_invalid()?)
}

async fn rotate(
    services: &Services,
    request: &GrantRequest<'_>,
    token: RefreshToken,
) -> Result<Arc<Grant>, Failure> {
    let lifetimes = &services.config.lifetimes;
    let rotation = services.store.rotate(
        token.grant_id,
        token.generation,
        request.now,
        lifetimes.refresh_token_idle,
        lifetimes.refresh_token_retry_window,
    );
    match rotation.await? {
        Rotation::Rotated(grant) | Rotation::Retried(grant) => Ok(grant),
        Rotation::Dead => Err(invalid_grant(
            "the refresh token has expired or was revoked",
        )),
        Rotation::Reused => {
            tracing::warn!(
                event = "refresh_token_reuse",
                client_id = request.client.id.as_str(),
                grant_id = %token.grant_id,
                "a refresh token was used again; its family was ended"
            );
            Err(invalid_grant("the refresh token has been used"))
        }
    }
}
