//! Puts a token answer together.

use super::access_token::{self, Subject};
use super::id_token::IdToken;
use super::refresh_token::RefreshToken;
use super::{Failure, Services};
use crate::clock::Timestamp;
use crate::keys::{KeyRing, Signer, Typ};
use crate::model::{Client, Grant, RefreshKind, User};
use crate::oidc::tokens::TokenResponse;
use crate::oidc::{ScopeSet, SigningAlgorithm};
use serde::Serialize;

/// What one answer is made from.
pub struct Issue<'a> {
    /// The app.
    pub client: &'a Client,
    /// The person.
    pub user: &'a User,
    /// The token family.
    pub grant: &'a Grant,
    /// What this answer's tokens allow.
    pub scope: ScopeSet,
    /// The request's `nonce`; none after a refresh.
    pub nonce: Option<&'a str>,
    /// The second in which it is made.
    pub now: Timestamp,
}

impl Issue<'_> {
    /// Access token, refresh token and ID token as the grant has them.
    pub async fn tokens(self, services: &Services) -> Result<TokenResponse, Failure> {
        let subject = Subject::Family(self.grant, self.user);
        let access_token =
            access_token::issue(services, self.client, subject, &self.scope, self.now)?;
        let id_token = if self.scope.contains("openid") {
            Some(self.id_token(services, &access_token).await?)
        } else {
            None
        };
        let refresh_token = (self.grant.refresh != RefreshKind::None).then(|| {
            let token = RefreshToken {
                grant_id: self.grant.id,
                generation: self.grant.generation,
            };
            token.encode(services)
        });
        Ok(TokenResponse {
            access_token,
            token_type: "Bearer",
            expires_in: services.config.lifetimes.access_token.as_secs(),
            refresh_token,
            id_token,
            scope: self.scope,
        })
    }

    async fn id_token(&self, services: &Services, access_token: &str) -> Result<String, Failure> {
        let token = IdToken {
            client: self.client,
            user: self.user,
            session_id: self.grant.session_id,
            auth_time: self.grant.auth_time,
            acr: &self.grant.acr,
            amr: &self.grant.amr,
            nonce: self.nonce,
            scope: &self.scope,
            requested: &self.grant.claims.id_token,
            alone: false,
            access_token: Some(access_token),
            code: None,
            state: None,
            now: self.now,
        };
        token.make(services).await
    }
}

/// Signs `claims` with the active key of `algorithm`.
pub fn sign(
    services: &Services,
    algorithm: SigningAlgorithm,
    typ: Typ,
    claims: &impl Serialize,
) -> Result<String, Failure> {
    let keys = services.keys();
    signer(&keys, algorithm)?
        .sign_jwt(typ, claims)
        .map_err(|_| Failure::Internal("the signature failed"))
}

/// Whether what `client` may be given can be signed; before a code or token is used up for it.
pub fn check_signers(services: &Services, client: &Client) -> Result<(), Failure> {
    let keys = services.keys();
    signer(&keys, client.metadata.access_token_signed_response_alg)?;
    signer(&keys, client.metadata.id_token_signed_response_alg)?;
    Ok(())
}

/// The active key of `algorithm`.
pub fn signer(keys: &KeyRing, algorithm: SigningAlgorithm) -> Result<&Signer, Failure> {
    let signer = keys.active(algorithm);
    signer.ok_or(if keys.holds_back() {
        Failure::Later("the new signing keys are being made known")
    } else {
        Failure::Internal("no key signs with the client's algorithm")
    })
}
