//! What people allowed apps to have.

use super::UserId;
use crate::clock::Timestamp;
use crate::oidc::{ClientId, ScopeSet};

/// A remembered consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Who allowed it.
    pub user_id: UserId,
    /// To which app.
    pub client_id: ClientId,
    /// Every scope allowed so far.
    pub scope: ScopeSet,
    /// When it was last given.
    pub granted_at: Timestamp,
}
