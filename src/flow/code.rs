//! The authorization code: the grant-to-be itself, sealed. Issuing one writes nothing.

use super::{Failure, Services};
use crate::clock::Timestamp;
use crate::keys::Purpose;
use crate::model::{GrantId, SessionId, UserId};
use crate::oidc::claims_request::RequestedClaims;
use crate::oidc::pkce::CodeChallenge;
use crate::oidc::{ClientId, ScopeSet};
use serde::{Deserialize, Serialize};

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
}

impl AuthorizationCode {
    /// The code as the client gets it.
    pub fn seal(&self, services: &Services) -> Result<String, Failure> {
        services.seal(Purpose::AuthorizationCode, b"", self)
    }

    /// Opens what [`AuthorizationCode::seal`] made; nothing else opens.
    pub fn open(services: &Services, code: &str) -> Option<Self> {
        services.open(Purpose::AuthorizationCode, b"", code)
    }
}
