//! What people prove who they are with, besides the password.

use super::{CredentialId, UserId};
use crate::clock::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// What sort of thing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum CredentialKind {
    /// An app that shows a code every 30 seconds (RFC 6238).
    Totp,
    /// A key in a device (WebAuthn).
    Passkey,
    /// A code on paper that works once.
    RecoveryCode,
}

impl CredentialKind {
    /// What logs call it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Totp => "totp",
            Self::Passkey => "passkey",
            Self::RecoveryCode => "recovery_code",
        }
    }

    /// Whether it makes an account one with a second factor. A recovery code stands in for one and
    /// is none by itself.
    pub const fn is_factor(self) -> bool {
        !matches!(self, Self::RecoveryCode)
    }
}

/// A sealed seed, or a hash. `Debug` does not print it.
#[derive(Clone, PartialEq, Eq)]
pub struct CredentialSecret(pub Vec<u8>);

impl fmt::Debug for CredentialSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[credential secret]")
    }
}

/// Something that a person proves who they are with.
#[derive(Clone, Debug, PartialEq)]
pub struct Credential {
    /// Its identifier.
    pub id: CredentialId,
    /// Whose it is.
    pub user_id: UserId,
    /// What sort of thing it is.
    pub kind: CredentialKind,
    /// What the person calls it.
    pub name: String,
    /// TOTP: the seed, sealed. Recovery code: its SHA-256. Passkey: nothing.
    pub secret: CredentialSecret,
    /// Passkey: its public key and what else is known of it.
    pub data: Value,
    /// Rises with every use. TOTP: the last step that was accepted. Recovery code: 1 when it was
    /// used. Passkey: its signature counter.
    pub counter: i64,
    /// When it was set up.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
}
