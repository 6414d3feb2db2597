//! Keys for the tests of this room, made once a run.

use super::{KeyPair, MasterKey, Seals};
use crate::clock::Timestamp;
use crate::entropy::SeededEntropy;
use crate::model::{KeyId, KeyState, SealedKey, SigningKey};
use crate::oidc::SigningAlgorithm;
use std::sync::LazyLock;

static SEALS: LazyLock<Seals> = LazyLock::new(|| seals_of("5"));

static KEYS: LazyLock<Vec<SigningKey>> = LazyLock::new(|| {
    [
        (SigningAlgorithm::EdDSA, KeyState::Active),
        (SigningAlgorithm::ES256, KeyState::Retired),
        (SigningAlgorithm::ES256, KeyState::Next),
        (SigningAlgorithm::ES256, KeyState::Active),
        (SigningAlgorithm::PS256, KeyState::Active),
        (SigningAlgorithm::RS256, KeyState::Active),
    ]
    .into_iter()
    .map(|(algorithm, state)| key(algorithm, state))
    .collect()
});

/// Seals under the master key that consists of `digit`.
pub fn seals_of(digit: &str) -> Seals {
    Seals::derive(&MasterKey::from_text(&digit.repeat(64)).unwrap()).unwrap()
}

/// The seals of [`keys`].
pub fn seals() -> &'static Seals {
    &SEALS
}

/// An active key of every algorithm, and ES256 in every state.
pub fn keys() -> Vec<SigningKey> {
    KEYS.clone()
}

/// Seals `pkcs8` under [`seals`].
pub fn wrap(kid: &KeyId, algorithm: SigningAlgorithm, pkcs8: &[u8]) -> SealedKey {
    let entropy = SeededEntropy::new(1);
    seals().wrap_key(kid, algorithm, pkcs8, &entropy).unwrap()
}

fn key(algorithm: SigningAlgorithm, state: KeyState) -> SigningKey {
    let pair = KeyPair::generate(algorithm).unwrap();
    SigningKey {
        kid: pair.kid(),
        algorithm,
        state,
        sealed: wrap(&pair.kid(), algorithm, &pair.to_pkcs8().unwrap()),
        published_at: Timestamp(1),
        signs_from: Timestamp(1),
        gone_at: (state == KeyState::Retired).then_some(Timestamp(9)),
    }
}
