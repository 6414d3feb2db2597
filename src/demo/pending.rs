//! What the demo remembers of a sign-in until the answer comes: sealed, in a cookie.

use crate::clock::Timestamp;
use crate::entropy;
use crate::flow::{Failure, Services};
use crate::keys::Purpose;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

const CONTEXT: &[u8] = b"demo sign-in";

/// A sign-in under way.
#[derive(Serialize, Deserialize)]
pub(super) struct Pending {
    /// `state` (RFC 6749 §10.12).
    pub(super) state: String,
    /// `nonce` (OpenID Connect Core §3.1.2.1).
    pub(super) nonce: String,
    /// `code_verifier` (RFC 7636 §4.1).
    pub(super) verifier: String,
    started_at: Timestamp,
}

impl Pending {
    /// A sign-in that starts now.
    pub(super) fn new(services: &Services) -> Self {
        let random = || BASE64URL_NOPAD.encode(&entropy::bytes::<32>(services.entropy.as_ref()));
        Self {
            state: random(),
            nonce: random(),
            verifier: random(),
            started_at: services.now(),
        }
    }

    /// What the cookie holds.
    pub(super) fn seal(&self, services: &Services) -> Result<String, Failure> {
        services.seal(Purpose::Demo, CONTEXT, self)
    }

    /// Opens what [`Pending::seal`] made, unless it is too old.
    pub(super) fn open(services: &Services, sealed: &str) -> Option<Self> {
        let pending: Self = services.open(Purpose::Demo, CONTEXT, sealed)?;
        let age = services.now().since(pending.started_at);
        (age <= services.config.lifetimes.sign_in).then_some(pending)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.state.zeroize();
        self.nonce.zeroize();
        self.verifier.zeroize();
    }
}
