//! Signing keys and their states.

use crate::clock::Timestamp;
use crate::oidc::SigningAlgorithm;
use std::fmt;

/// `kid` of a key: the RFC 7638 thumbprint of its public half.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub String);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a key is in its life. "Gone" is the absence of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum KeyState {
    /// Published, not signing yet.
    Next,
    /// Signs.
    Active,
    /// Published until the last thing it signed has expired.
    Retired,
}

impl KeyState {
    /// The state as a word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Next => "next",
            Self::Active => "active",
            Self::Retired => "retired",
        }
    }
}

/// A PKCS#8 private key, sealed under the master key.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedKey(pub Vec<u8>);

impl fmt::Debug for SealedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealed key]")
    }
}

/// What is left of a key that is no longer published. An ID token that it signed still says whom it
/// is about when it comes back as a hint; for everything else it is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastKey {
    /// Its identifier.
    pub kid: KeyId,
    /// The one algorithm it signed with.
    pub algorithm: SigningAlgorithm,
    /// The public half, as the `subjectPublicKey` of its kind (RFC 5280 §4.1.2.7).
    pub public: Vec<u8>,
    /// Until when hints are read by it.
    pub until: Timestamp,
}

/// A signing key as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    /// Its identifier.
    pub kid: KeyId,
    /// The one algorithm it signs with.
    pub algorithm: SigningAlgorithm,
    /// Where it is in its life.
    pub state: KeyState,
    /// The private half.
    pub sealed: SealedKey,
    /// Since when the JWKS shows it.
    pub published_at: Timestamp,
    /// From when it may sign, or has signed.
    pub signs_from: Timestamp,
    /// When it stops being published; set when it is retired. On an active key: it is to be
    /// retired as soon as the next may sign (see `crate::keys::rotation`).
    pub gone_at: Option<Timestamp>,
}
