//! Token families.

use super::{GrantId, SessionId, UserId};
use crate::clock::Timestamp;
use crate::oidc::claims_request::RequestedClaims;
use crate::oidc::{ClientId, ScopeSet};
use serde::Deserialize;

/// Whether a family has refresh tokens, and how long they may live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum RefreshKind {
    /// No refresh token; the access token ends with the session.
    None,
    /// Ends with the session.
    Online,
    /// Outlives the session (`offline_access`, OpenID Connect Core §11).
    Offline,
}

impl RefreshKind {
    /// The name under which it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Online => "online",
            Self::Offline => "offline",
        }
    }
}

/// All tokens that come of one authorization code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The code's identifier: its row is the record of the code's single use.
    pub id: GrantId,
    /// The app.
    pub client_id: ClientId,
    /// The person.
    pub user_id: UserId,
    /// The session in which the code was issued.
    pub session_id: SessionId,
    /// What was granted.
    pub scope: ScopeSet,
    /// Claims that were asked for one by one and granted.
    pub claims: RequestedClaims,
    /// When the person proved who they are, as of the code's issue.
    pub auth_time: Timestamp,
    /// How strong the proof was.
    pub acr: String,
    /// By which methods.
    pub amr: Vec<String>,
    /// Whether there is a refresh token.
    pub refresh: RefreshKind,
    /// Counts refreshes; the current refresh token carries it.
    pub generation: i64,
    /// When the code was redeemed.
    pub created_at: Timestamp,
    /// When `generation` was last raised.
    pub rotated_at: Timestamp,
    /// Absolute limit; the row may be deleted afterwards.
    pub expires_at: Timestamp,
    /// Set when the family was ended.
    pub ended_at: Option<Timestamp>,
}
