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
    let given = request.parameters.get("grant_type").ok().flatten();
    let given = given.unwrap_or_default();
    let answer = answer(services, request).await;
    let outcome = answer.as_ref().map_or_else(Failure::word, |_| "success");
    services.meters.token_requests.note(given, outcome);
    if let Ok(tokens) = &answer {
        count(services, given, tokens);
    }
    answer
}

fn count(services: &Services, grant: &str, tokens: &TokenResponse) {
    let counted = &services.meters.tokens;
    counted.note(grant, "access_token");
    if tokens.refresh_token.is_some() {
        counted.note(grant, "refresh_token");
    }
    if tokens.id_token.is_some() {
        counted.note(grant, "id_token");
    }
}

async fn answer(
    services: &Services,
    request: &ClientRequest<'_>,
) -> Result<TokenResponse, Failure> {
    request.parameters.refuse_repetitions()?;
    let client = client_auth::authenticate(services, request).await?;
    let (readers, now) = (&services.key_readers, services.now());
    readers.note_client(request.address, &client.id, now);
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
