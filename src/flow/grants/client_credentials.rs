//! `client_credentials` (RFC 6749 §4.4): a client acts for itself. Writes nothing.

use super::{GrantRequest, GrantType};
use crate::flow::access_token::{self, Subject};
use crate::flow::{Failure, Services};
use crate::oidc::tokens::TokenResponse;
use crate::oidc::{ErrorCode, ScopeSet, scope};
use async_trait::async_trait;

/// An access token without a person: no ID token, no refresh token (security B15).
pub struct ClientCredentialsGrant;

#[async_trait]
impl GrantType for ClientCredentialsGrant {
    fn name(&self) -> &'static str {
        "client_credentials"
    }

    async fn exchange(
        &self,
        services: &Services,
        request: GrantRequest<'_>,
    ) -> Result<TokenResponse, Failure> {
        if request.client.metadata.is_public() {
            return Err(Failure::refused(
                ErrorCode::UnauthorizedClient,
                "a public client cannot act for itself",
            ));
        }
        let scope = allowed(&request)?;
        let subject = Subject::Client;
        let access_token =
            access_token::issue(services, request.client, subject, &scope, request.now)?;
        Ok(TokenResponse {
            access_token,
            token_type: "Bearer",
            expires_in: services.config.lifetimes.access_token.as_secs(),
            refresh_token: None,
            id_token: None,
            scope,
        })
    }
}

/// Registered scopes that are about no person; all of them when none is named.
fn allowed(request: &GrantRequest<'_>) -> Result<ScopeSet, Failure> {
    let registered = &request.client.metadata.scope;
    let own = registered.retain(|name| !scope::SUPPORTED.contains(&name));
    Ok(match request.parameters.get("scope")? {
        None => own,
        Some(asked) => ScopeSet::parse(asked)
            .retain(|name| own.contains(name))
            .or_invalid()?,
    })
}
