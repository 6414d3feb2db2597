//! Devices that wait for somebody to enter their code (RFC 8628).

use super::{GrantId, SessionId, UserId};
use crate::clock::Timestamp;
use crate::oidc::{ClientId, ScopeSet};

/// Keyed hash of a user code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UserCodeHash(pub [u8; 32]);

/// Who allowed it, as of the sign-in in which they did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// The person.
    pub user_id: UserId,
    /// The session of the browser in which the code was entered.
    pub session_id: SessionId,
    /// When the person proved who they are.
    pub auth_time: Timestamp,
    /// How strong the proof was.
    pub acr: String,
    /// By which methods.
    pub amr: Vec<String>,
}

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviceState {
    /// Nobody has decided.
    Pending,
    /// Somebody has allowed it.
    Approved(Approval),
    /// Somebody has not.
    Denied,
}

/// A device that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceGrant {
    /// The identifier in its device code, and of the family that comes of it.
    pub id: GrantId,
    /// What the user code must hash to.
    pub user_code_hash: UserCodeHash,
    /// The app on it.
    pub client_id: ClientId,
    /// What it asks for.
    pub scope: ScopeSet,
    /// How far it has come.
    pub state: DeviceState,
    /// The end of both codes.
    pub expires_at: Timestamp,
}
