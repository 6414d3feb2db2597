//! Token revocation (RFC 7009).

use super::access_token;
use super::client_auth::{self, ClientRequest};
use super::refresh_token::RefreshToken;
use super::{Failure, Services};
use crate::oidc::ErrorCode;

/// Revokes a token of the caller: a refresh token with its whole family, an access token by itself.
/// Unknown tokens and those of others are left alone, and the answer is the same (§2.2).
pub async fn revoke(services: &Services, request: &ClientRequest<'_>) -> Result<(), Failure> {
    request.parameters.refuse_repetitions()?;
    let client = client_auth::authenticate(services, request).await?;
    let token = request.parameters.get("token")?;
    let missing = Failure::refused(ErrorCode::InvalidRequest, "token is missing");
    let token = token.ok_or(missing)?;
    if let Some(refresh) = RefreshToken::decode(services, token) {
        let grant = services.store.grant(refresh.grant_id).await?;
        if grant.is_some_and(|grant| grant.client_id == client.id) {
            services
                .store
                .end_grant(refresh.grant_id, services.now())
                .await?;
        }
        return Ok(());
    }
    let Ok(claims) = access_token::read(services, token) else {
        return Ok(());
    };
    if let Some(id) = access_token::token_id(&claims)
        && claims.client_id == client.id
    {
        services.store.revoke_access_token(id, claims.exp).await?;
    }
    Ok(())
}
