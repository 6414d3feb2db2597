//! PBKDF2 (RFC 8018 §5.2), whatever its parts were written in.

use aws_lc_rs::pbkdf2::{
    self, Algorithm, PBKDF2_HMAC_SHA1, PBKDF2_HMAC_SHA256, PBKDF2_HMAC_SHA512,
};
use std::num::NonZeroU32;

/// This many take about a second and a half.
const MAX_ITERATIONS: u32 = 3_000_000;
/// Longest output; each further block costs as much as the first.
const MAX_OUTPUT_BYTES: usize = 64;
/// Shortest output that proves anything.
const MIN_OUTPUT_BYTES: usize = 16;

/// A PBKDF2 hash.
pub struct Pbkdf2 {
    pub(super) algorithm: Algorithm,
    pub(super) iterations: NonZeroU32,
    pub(super) salt: Vec<u8>,
    pub(super) output: Vec<u8>,
}

/// HMAC with this hash function.
pub(super) fn algorithm(name: &str) -> Option<Algorithm> {
    match name {
        "sha1" => Some(PBKDF2_HMAC_SHA1),
        "sha256" => Some(PBKDF2_HMAC_SHA256),
        "sha512" => Some(PBKDF2_HMAC_SHA512),
        _ => None,
    }
}

impl Pbkdf2 {
    /// The hash, if it costs no more than it may.
    pub(super) fn bounded(self) -> Option<Self> {
        let outputs = MIN_OUTPUT_BYTES..=MAX_OUTPUT_BYTES;
        let fits = self.iterations.get() <= MAX_ITERATIONS && outputs.contains(&self.output.len());
        fits.then_some(self)
    }

    pub(super) fn matches(&self, password: &str) -> bool {
        let secret = password.as_bytes();
        let output = &self.output;
        pbkdf2::verify(self.algorithm, self.iterations, &self.salt, secret, output).is_ok()
    }
}
