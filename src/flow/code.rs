//! The authorization code: the grant-to-be itself, sealed. Issuing one writes nothing.

use super::{Failure, Services};
use crate::clock::Timestamp;
use crate::keys::Purpose;
use crate::model::{Client, Grant, GrantId, RefreshKind, Session, SessionId, TraceId, UserId};
use crate::oidc::claims_request::RequestedClaims;
use crate::oidc::pkce::CodeChallenge;
use crate::oidc::{ClientId, ScopeSet};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What a code is bound to (security A19).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AuthorizationCode {
    #[serde(rename = "i")]
    pub id: GrantId,
    #[serde(rename = "c")]
    pub client_id: ClientId,
    #[serde(rename = "u")]
    pub user_id: UserId,
    #[serde(rename = "b")]
    pub session_id: SessionId,
    #[serde(rename = "r")]
    pub redirect_uri: String,
    #[serde(rename = "s")]
    pub scope: ScopeSet,
    #[serde(
        rename = "k",
        skip_serializing_if = "RequestedClaims::is_empty",
        default
    )]
    pub claims: RequestedClaims,
    #[serde(rename = "n", skip_serializing_if = "Option::is_none", default)]
    pub nonce: Option<String>,
    #[serde(rename = "p", skip_serializing_if = "Option::is_none", default)]
    pub code_challenge: Option<CodeChallenge>,
    #[serde(rename = "t")]
    pub auth_time: Timestamp,
    #[serde(rename = "a")]
    pub acr: String,
    #[serde(rename = "m")]
    pub amr: Vec<String>,
    #[serde(rename = "e")]
    pub expires_at: Timestamp,
    /// The trace of the sign-in that it ends, if one is kept.
    #[serde(rename = "w", skip_serializing_if = "Option::is_none", default)]
    pub trace: Option<TraceId>,
}

impl AuthorizationCode {
    /// The token family that comes of it when it is granted at `now`.
    pub fn family(
        &self,
        services: &Services,
        client: &Client,
        session: &Session,
        refresh: RefreshKind,
        now: Timestamp,
    ) -> Grant {
        let lifetimes = &services.config.lifetimes;
        let absolute = now.plus(lifetimes.refresh_token_absolute);
        let last_access_token = now.plus(lifetimes.access_token + Duration::from_mins(1));
        // Until then its row tells that the client is to hear of the session's end.
        let at_least = if client.metadata.hears_of_logout() {
            session.expires_at.max(last_access_token)
        } else {
            last_access_token
        };
        Grant {
            id: self.id,
            client_id: self.client_id.clone(),
            user_id: self.user_id,
            session_id: self.session_id,
            scope: self.scope.clone(),
            claims: self.claims.clone(),
            auth_time: self.auth_time,
            acr: self.acr.clone(),
            amr: self.amr.clone(),
            refresh,
            generation: 0,
            created_at: now,
            rotated_at: now,
            expires_at: match refresh {
                RefreshKind::None => at_least,
                RefreshKind::Online => session.expires_at.min(absolute).max(last_access_token),
                RefreshKind::Offline => absolute,
            },
            ended_at: None,
        }
    }

    /// The code as the client gets it.
    pub fn seal(&self, services: &Services) -> Result<String, Failure> {
        services.seal(Purpose::AuthorizationCode, b"", self)
    }

    /// Opens what [`AuthorizationCode::seal`] made; nothing else opens.
    pub fn open(services: &Services, code: &str) -> Option<Self> {
        services.open(Purpose::AuthorizationCode, b"", code)
    }
}
