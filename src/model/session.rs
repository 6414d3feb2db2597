//! Signed-in browsers.

use super::{SessionId, UserId};
use crate::clock::Timestamp;
use serde::{Deserialize, Serialize};

/// SHA-256 of the secret half of the session cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionSecretHash(pub [u8; 32]);

/// A signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Public reference, the `sid` of tokens; useless without the secret. Stays when the same person
    /// proves anew who they are, for apps know the session by it.
    pub id: SessionId,
    /// What the cookie's secret must hash to; another after every sign-in.
    pub secret_hash: SessionSecretHash,
    /// Who signed in.
    pub user_id: UserId,
    /// When the person last proved who they are (`auth_time`).
    pub auth_time: Timestamp,
    /// How strong that proof was (`acr`).
    pub acr: String,
    /// By which methods (`amr`, RFC 8176).
    pub amr: Vec<String>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, as far as that has been written down.
    pub last_seen_at: Timestamp,
    /// Absolute limit.
    pub expires_at: Timestamp,
    /// Set when it was ended before its time.
    pub ended_at: Option<Timestamp>,
    /// `User-Agent` at sign-in, cut to 200 characters.
    pub user_agent: String,
    /// Address at sign-in.
    pub address: String,
}
