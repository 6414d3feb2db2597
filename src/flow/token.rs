//! The token endpoint (RFC 6749 §3.2).

use super::client_auth::{self, ClientRequest};
use super::grants::{GRANTS, GrantRequest};
use super::{Failure, Services, issue};
use crate::oidc::ErrorCode;
use crate::oidc::tokens::TokenResponse;

/// Where requests go, below the issuer.
pub const PATH: &str = "/token";

/// Answers a token request: the client proves itself, then its grant decides.
pub async fn token(
    services: &Services,
    request: &ClientRequest<'_>,
) -> Result<TokenResponse, Failure> {
    request.parameters.refuse_repetitions()?;
    let client = client_auth::authenticate(services, request).await?;
    let grant_type = request.parameters.get("grant_type")?;
    let grant_type = grant_type.ok_or(Failure::refused(
        ErrorCode::InvalidRequest,
        "grant_type is missing",
    ))?;
    let grant = GRANTS.iter().find(|grant| grant.name() == grant_type);
    let grant = grant.ok_or(Failure::refused(
        ErrorCode::UnsupportedGrantType,
        "this grant_type is not supported",
    ))?;
    if !client.metadata.allows_grant(grant_type) {
        return Err(Failure::refused(
            ErrorCode::UnauthorizedClient,
            "this grant_type is not registered for the client",
        ));
    }
    if services.keys().holds_back() {
        issue::check_signers(services, &client)?;
    }
    let request = GrantRequest {
        client: &client,
        parameters: request.parameters,
        now: services.now(),
    };
    grant.exchange(services, request).await
}
