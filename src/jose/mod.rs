//! JOSE of others: key sets of clients, what they sign, what is encrypted to them and to us.
//!
//! Owns reading what others made, with limits. Our own tokens are signed and checked in
//! [`crate::keys`], which also holds the key that opens what is encrypted to us. Signatures are checked
//! by aws-lc-rs, whose keys are parsed once and refuse what is weak; josekit (RFC 7516) encrypts and
//! decrypts. A key and its algorithms are matched here, never by the word of a token (RFC 8725 §3.1).

mod decrypt;
mod encrypt;
mod jws;
mod key_set;

pub use decrypt::{JweError, OPENED, decrypt, is_encrypted};
pub use encrypt::{EncryptError, encrypt};
pub use jws::{Jws, JwsError};
pub use key_set::{KeySet, KeySetError};

#[cfg(test)]
mod tests;
