//! People.

use super::{Role, UserId};
use crate::clock::Timestamp;
use crate::oidc::StandardClaims;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A user name as written and as compared. Made by `crate::login`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username {
    /// As the person wrote it.
    pub display: String,
    /// Canonical form, unique among all users' names and e-mail addresses.
    pub key: String,
}

/// A person with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Never reassigned; the `sub`, unless there is another.
    pub id: UserId,
    /// The `sub` of somebody who came from elsewhere with one that is no UUID; never changed.
    pub subject: Option<String>,
    /// Name for signing in.
    pub username: Username,
    /// Canonical form of `claims.email`, for signing in by it; unique like the user name.
    pub email_key: Option<String>,
    /// What apps may be told.
    pub claims: StandardClaims,
    /// Names of groups, for the `groups` claim.
    pub groups: Vec<String>,
    /// Roles in Signet itself.
    pub roles: Vec<Role>,
    /// Set while the account may not sign in.
    pub disabled_at: Option<Timestamp>,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When any of this last changed (`updated_at` claim).
    pub updated_at: Timestamp,
}

impl User {
    /// What apps know the person by, those with a subject of their own apart.
    pub fn sub(&self) -> Cow<'_, str> {
        let own = self.subject.as_deref().map(Cow::Borrowed);
        own.unwrap_or_else(|| self.id.to_string().into())
    }
}

/// How often everything of an account was ended: by another password, by a change of factors, by being
/// shut out or signed out everywhere. What was proved in one epoch begins nothing in the next, however
/// long the proof took (security E10).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Epoch(i64);

impl Epoch {
    /// The one that begins with a change that was made in this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// A PHC string (`$argon2id$…`) with parameters and salt. `Debug` does not print it.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub String);

impl std::fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[password hash]")
    }
}
