//! PBKDF2 (RFC 8018 §5.2), whatever its parts were written in.

use super::MIN_SALT_BYTES;
use aws_lc_rs::pbkdf2::{
    self, Algorithm, PBKDF2_HMAC_SHA1, PBKDF2_HMAC_SHA256, PBKDF2_HMAC_SHA512,
};
use std::num::NonZeroU32;

/// RFC 8018 §4.2 wants as many.
const MIN_ITERATIONS: u32 = 1000;
/// This many take about a second and a half.
const MAX_ITERATIONS: u32 = 3_000_000;
/// The other length that is kept, whatever the function: Keycloak's before version 24.
const LONG_OUTPUT_BYTES: usize = 64;

/// A PBKDF2 hash.
pub struct Pbkdf2 {
    pub(super) function: Function,
    pub(super) iterations: NonZeroU32,
    pub(super) salt: Vec<u8>,
    pub(super) output: Vec<u8>,
}

/// HMAC with a hash function.
#[derive(Clone, Copy)]
pub(super) struct Function {
    algorithm: Algorithm,
    /// Bytes of a block; what is shorter was cut.
    block: usize,
}

/// HMAC with this hash function.
pub(super) fn function(name: &str) -> Option<Function> {
    let made = |algorithm, block| Some(Function { algorithm, block });
    match name {
        "sha1" => made(PBKDF2_HMAC_SHA1, 20),
        "sha256" => made(PBKDF2_HMAC_SHA256, 32),
        "sha512" => made(PBKDF2_HMAC_SHA512, 64),
        _ => None,
    }
}

impl Pbkdf2 {
    /// The hash, if it is whole and costs no less and no more than it may.
    pub(super) fn bounded(self) -> Option<Self> {
        let outputs = [self.function.block, LONG_OUTPUT_BYTES];
        let fits = (MIN_ITERATIONS..=MAX_ITERATIONS).contains(&self.iterations.get())
            && self.salt.len() >= MIN_SALT_BYTES
            && outputs.contains(&self.output.len());
        fits.then_some(self)
    }

    pub(super) fn matches(&self, password: &str) -> bool {
        let secret = password.as_bytes();
        let output = &self.output;
        pbkdf2::verify(
            self.function.algorithm,
            self.iterations,
            &self.salt,
            secret,
            output,
        )
        .is_ok()
    }
}
