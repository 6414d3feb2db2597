//! Key ring, rotation, signing and sealing.
//!
//! Owns every key that Signet itself has: the [`MasterKey`] in the keys
//! directory, what is derived of it ([`Seals`]), and the ring of signing keys
//! with their JWKS ([`KeyRing`], RFC 7517). Does not know where signing keys
//! are kept: [`rotation`] is given them as values and returns values, which
//! [`crate::admin`] hands to [`crate::store`] in one write.

mod decryption;
mod error;
#[cfg(test)]
mod fixture;
mod import;
mod jwk;
mod jwks;
mod jwt;
mod known_tokens;
mod master;
mod pair;
mod past;
mod readers;
mod ring;
pub mod rotation;
mod seals;
mod verifier;

pub use decryption::DecryptionKey;
pub use error::CryptoError;
pub use import::{ImportError, Imported, import_dir, import_file};
pub use jwk::PublicKey;
pub use jwks::Jwks;
pub use jwt::{JwtError, SignError, Signer, Typ, Verified, verify_hint, verify_jwt};
pub use known_tokens::KnownTokens;
pub use master::{MasterKey, MasterKeyError, MasterKeyText};
pub use pair::KeyPair;
pub use readers::Readers;
pub use ring::{KeyRing, Ring, RingError, RingKey};
pub use seals::{MacPurpose, Purpose, Seals, Unsealable, UnwrapError};
