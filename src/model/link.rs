//! Links that are sent to people.

use super::UserId;
use crate::clock::Timestamp;

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum LinkPurpose {
    /// To set a new password.
    Recovery,
    /// To prove a mailbox.
    Email,
    /// To make an account for oneself.
    Invitation,
}

/// SHA-256 of a link's token (security H2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkHash(pub [u8; 32]);

/// A link, without the token that opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What its token hashes to.
    pub hash: LinkHash,
    /// What it is good for.
    pub purpose: LinkPurpose,
    /// Whose account it is about, if there is one.
    pub user_id: Option<UserId>,
    /// What is to be known when it is used, as JSON.
    pub data: String,
    /// Until when it works.
    pub expires_at: Timestamp,
    /// When it was used, or another one like it.
    pub used_at: Option<Timestamp>,
}
