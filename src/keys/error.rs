//! The failure that is nobody's fault.

/// The cryptographic library refused to do something it always does: memory is exhausted, or the
/// library is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cryptographic library failed to {0}")]
pub struct CryptoError(pub &'static str);
