//! Password hashes that other systems made, a file for each kind.
//!
//! They open an account once: the first sign-in replaces them by Argon2id. What a hash costs is
//! bounded, so that none that was brought along keeps a worker for more than some two seconds. What is
//! cut short, has lost its salt, or asks for no work worth the name is no hash.

mod bcrypt;
mod django;
mod keycloak;
mod pbkdf2;
mod scrypt;
mod sha_crypt;

use std::borrow::Cow;

/// Shortest salt: 64 bits, as RFC 8018 §4.1 wants it; shorter ones were lost or never there.
const MIN_SALT_BYTES: usize = 8;

/// A hash that is not Argon2's.
pub enum ForeignHash {
    /// bcrypt, of the password or of its SHA-256.
    Bcrypt(bcrypt::Bcrypt),
    /// PBKDF2.
    Pbkdf2(pbkdf2::Pbkdf2),
    /// scrypt.
    Scrypt(scrypt::Scrypt),
    /// SHA-256-crypt or SHA-512-crypt.
    ShaCrypt(sha_crypt::ShaCrypt),
}

impl ForeignHash {
    /// The hash in `text`; none if it is of another kind, malformed, or asks for too much.
    pub fn parse(text: &str) -> Option<Self> {
        None.or_else(|| bcrypt::parse(text).map(Self::Bcrypt))
            .or_else(|| sha_crypt::parse(text).map(Self::ShaCrypt))
            .or_else(|| scrypt::parse(text).map(Self::Scrypt))
            .or_else(|| django::parse(text))
            .or_else(|| keycloak::parse(text).map(Self::Pbkdf2))
    }

    /// Whether it is the hash of `password`.
    pub fn matches(&self, password: &str) -> bool {
        match self {
            Self::Bcrypt(hash) => hash.matches(password),
            Self::Pbkdf2(hash) => hash.matches(password),
            Self::Scrypt(hash) => hash.matches(password),
            Self::ShaCrypt(hash) => hash.matches(password),
        }
    }
}

/// The Argon2 hash in `text` in the PHC string format, however it is wrapped.
pub fn as_phc(text: &str) -> Option<Cow<'_, str>> {
    if let Some(rest) = text.strip_prefix("argon2$") {
        return Some(Cow::Owned(format!("${rest}")));
    }
    if text.starts_with("$argon2") {
        return Some(Cow::Borrowed(text));
    }
    keycloak::as_phc(text).map(Cow::Owned)
}

#[cfg(test)]
mod tests;
