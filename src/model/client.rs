//! Apps.

use super::User;
use crate::clock::Timestamp;
use crate::colour::Colour;
use crate::oidc::{ClientId, ClientMetadata};
use serde::{Deserialize, Serialize};

/// Keyed hash of a client secret (see `crate::keys`). `Debug` does not print it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ClientSecretHash(pub [u8; 32]);

impl std::fmt::Debug for ClientSecretHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[client secret hash]")
    }
}

/// A client secret that Signet must be able to read, because it is a key
/// (`client_secret_jwt`), sealed under the master key.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedSecret(pub String);

impl std::fmt::Debug for SealedSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[sealed client secret]")
    }
}

/// Keyed hash of the token with which a client that registered itself manages its registration
/// (RFC 7592 §3).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RegistrationTokenHash(pub [u8; 32]);

impl std::fmt::Debug for RegistrationTokenHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[registration token hash]")
    }
}

/// Who made a client known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
pub enum ClientOrigin {
    /// An operator, by command or declared file.
    Operator,
    /// Signet itself, for the built-in demo app.
    Demo,
    /// The client itself (RFC 7591).
    Registered,
}

/// A registered app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its identifier.
    pub id: ClientId,
    /// What its secret must hash to; none for public clients.
    pub secret_hash: Option<ClientSecretHash>,
    /// The secret itself, for clients that sign with it.
    pub sealed_secret: Option<SealedSecret>,
    /// What the registration access token must hash to; only of clients that registered themselves.
    pub registration_token_hash: Option<RegistrationTokenHash>,
    /// What is registered about it.
    pub metadata: ClientMetadata,
    /// Who made it known.
    pub origin: ClientOrigin,
    /// When it was made known.
    pub created_at: Timestamp,
    /// When any of this last changed.
    pub updated_at: Timestamp,
}

impl Client {
    /// Whether `user` may use it: as one of its groups, where it has any.
    pub fn admits(&self, user: &User) -> bool {
        let allowed = &self.metadata.allowed_groups;
        allowed.is_empty() || user.groups.iter().any(|group| allowed.contains(group))
    }

    /// Whether nobody is asked for consent. Whoever lends their role in Signet itself is always asked:
    /// else an administrator's app would be an owner without the owner's knowing. So is everybody at
    /// an app that has registered itself, for it says itself where answers go (security K7).
    pub fn is_trusted(&self) -> bool {
        let is_ours = self.origin != ClientOrigin::Registered;
        is_ours && self.metadata.trusted && !self.metadata.scope.operates()
    }

    /// The accent colour of pages that are shown on its behalf, where it has one of its own.
    pub fn accent(&self) -> Option<Colour> {
        Colour::parse(self.metadata.accent_color.as_deref()?)
    }

    /// The name to show to people.
    pub fn display_name(&self) -> &str {
        let name = self.metadata.client_name.as_deref();
        name.unwrap_or_else(|| self.id.as_str())
    }

    /// The name to show to people who read the language `tag`.
    pub fn display_name_in(&self, tag: &str) -> &str {
        let own = self.metadata.in_language("client_name", tag);
        own.unwrap_or_else(|| self.display_name())
    }
}
