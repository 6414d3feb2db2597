//! What checks signatures.

use super::PublicKey;
use crate::model::KeyId;
use crate::oidc::SigningAlgorithm;
use aws_lc_rs::signature::ParsedPublicKey;

/// What checks the signatures of one key.
#[derive(Debug)]
pub struct Verifier {
    kid: KeyId,
    algorithm: SigningAlgorithm,
    public: ParsedPublicKey,
}

impl Verifier {
    /// None where `public` is no key of `algorithm`.
    pub(super) fn new(kid: KeyId, algorithm: SigningAlgorithm, public: &PublicKey) -> Option<Self> {
        Some(Self {
            kid,
            algorithm,
            public: public.verifier(algorithm)?,
        })
    }

    /// Its identifier.
    pub const fn kid(&self) -> &KeyId {
        &self.kid
    }

    /// The one algorithm it is for (RFC 8725 §3.1).
    pub const fn algorithm(&self) -> SigningAlgorithm {
        self.algorithm
    }

    /// Whether `signature` is this key's over `message`.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.public.verify_sig(message, signature).is_ok()
    }
}
