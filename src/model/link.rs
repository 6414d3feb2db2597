//! Links that are sent to people.

use super::UserId;
use crate::clock::Timestamp;
use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum LinkPurpose {
    /// To set a new password.
    Recovery,
    /// To prove a mailbox.
    Email,
    /// To make an account for oneself.
    Invitation,
}

/// SHA-256 of a link's token (security H2). It opens nothing, so it may name the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkHash(pub [u8; 32]);

impl fmt::Display for LinkHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64URL_NOPAD.encode(&self.0))
    }
}

/// No text of a [`LinkHash`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this names no link")]
pub struct LinkHashError;

impl FromStr for LinkHash {
    type Err = LinkHashError;

    fn from_str(text: &str) -> Result<Self, LinkHashError> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes());
        let bytes = bytes.ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(LinkHashError)
    }
}

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
