//! What other systems prove themselves by, who say by SCIM who there is.

use super::{Role, ScimTokenId};
use crate::clock::Timestamp;

/// SHA-256 of a token's secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScimTokenHash(pub [u8; 32]);

/// A bearer token for SCIM, without the secret. Good until it is removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScimToken {
    /// A part of the token.
    pub id: ScimTokenId,
    /// What operators call it; no other's.
    pub name: String,
    /// What its secret hashes to.
    pub secret_hash: ScimTokenHash,
    /// What whoever sends it may do.
    pub role: Role,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last sent, to the minute.
    pub last_used_at: Option<Timestamp>,
}
