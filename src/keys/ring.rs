//! The signing keys as they are used: parsed once, never changed, swapped as a whole.

use super::past::PastVerifier;
use super::verifier::Verifier;
use super::{CryptoError, Jwks, KeyPair, Seals, Signer, UnwrapError};
use crate::model::{KeyId, KeyState, SigningKey};
use crate::oidc::SigningAlgorithm;
use arc_swap::{ArcSwap, Guard};
use serde_json::Value;
use std::cmp::Reverse;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Why stored keys cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RingError {
    /// The private half does not open.
    #[error(transparent)]
    Unwrap(#[from] UnwrapError),
    /// The private half is no key of the algorithm.
    #[error("signing key {kid} cannot be used: {source}")]
    Unusable {
        /// The key.
        kid: KeyId,
        /// What failed.
        source: CryptoError,
    },
}

/// A published key.
#[derive(Debug)]
pub struct RingKey {
    verifier: Verifier,
    state: KeyState,
    signer: Option<Arc<Signer>>,
}

impl RingKey {
    /// Its identifier.
    pub const fn kid(&self) -> &KeyId {
        self.verifier.kid()
    }

    /// Where it is in its life.
    pub const fn state(&self) -> KeyState {
        self.state
    }

    /// The one algorithm it is for (RFC 8725 §3.1).
    pub const fn algorithm(&self) -> SigningAlgorithm {
        self.verifier.algorithm()
    }
}

/// An unchanging snapshot of all keys.
#[derive(Debug)]
pub struct KeyRing {
    keys: Vec<RingKey>,
    pub(super) past: Vec<PastVerifier>,
    jwks: Jwks,
    revision: i64,
    /// Whether active keys do not sign yet.
    holds_back: bool,
    made: Instant,
}

impl KeyRing {
    /// Opens `keys`, which are those of `revision`. Only active keys keep their private half in
    /// memory.
    pub fn new(keys: &[SigningKey], seals: &Seals, revision: i64) -> Result<Self, RingError> {
        let mut sorted: Vec<&SigningKey> = keys.iter().collect();
        sorted.sort_by_key(|key| (key.algorithm, rank(key.state), Reverse(key.signs_from)));
        let mut opened = Vec::with_capacity(keys.len());
        let mut published = Vec::with_capacity(keys.len());
        for key in sorted {
            let (ring_key, jwk) = open(key, seals)?;
            opened.push(ring_key);
            published.push(jwk);
        }
        Ok(Self {
            keys: opened,
            past: Vec::new(),
            jwks: Jwks::new(&published),
            revision,
            holds_back: false,
            made: Instant::now(),
        })
    }

    /// The same keys, of which those that `known` did not publish do not sign: other nodes may not
    /// know them yet. What signed in `known` goes on if it is still published.
    #[must_use]
    pub fn holding_back(mut self, known: &Self) -> Self {
        for key in &mut self.keys {
            if key.signer.is_some() && known.by_kid(&key.kid().0).is_none() {
                key.signer = None;
                self.holds_back = true;
            }
        }
        for algorithm in SigningAlgorithm::ALL {
            let before = known
                .signing(algorithm)
                .filter(|_| self.signing(algorithm).is_none());
            let Some(before) = before else { continue };
            let mut kept = self.keys.iter_mut().filter(|key| key.kid() == before.kid());
            if let Some(kept) = kept.next() {
                kept.signer.clone_from(&before.signer);
            }
        }
        self
    }

    /// Whether an active key does not sign yet, because it was held back.
    pub const fn holds_back(&self) -> bool {
        self.holds_back
    }

    /// How long this snapshot has been there.
    pub fn age(&self) -> Duration {
        self.made.elapsed()
    }

    fn signing(&self, algorithm: SigningAlgorithm) -> Option<&RingKey> {
        self.keys
            .iter()
            .find(|key| key.algorithm() == algorithm && key.signer.is_some())
    }

    /// What signs with `algorithm` now.
    pub fn active(&self, algorithm: SigningAlgorithm) -> Option<&Signer> {
        self.signing(algorithm)?.signer.as_deref()
    }

    /// The published key of this identifier, in whatever state.
    pub fn by_kid(&self, kid: &str) -> Option<&RingKey> {
        self.keys.iter().find(|key| key.kid().0 == kid)
    }

    /// What checks signatures of the published key of this identifier.
    pub fn verifier(&self, kid: &str) -> Option<&Verifier> {
        self.by_kid(kid).map(|key| &key.verifier)
    }

    /// All published keys in the order of the JWKS.
    pub fn keys(&self) -> &[RingKey] {
        &self.keys
    }

    /// The document for `jwks_uri`: RSA keys first, then EC, then OKP; within an algorithm the
    /// active key, the next, the retired.
    pub const fn jwks(&self) -> &Jwks {
        &self.jwks
    }

    /// The algorithms that can be signed with, in the order of the JWKS.
    pub fn algorithms(&self) -> impl Iterator<Item = SigningAlgorithm> {
        let is_active = |key: &RingKey, algorithm| {
            key.algorithm() == algorithm && key.state == KeyState::Active
        };
        SigningAlgorithm::ALL
            .into_iter()
            .filter(move |algorithm| self.keys.iter().any(|key| is_active(key, *algorithm)))
    }

    /// The revision of the stored keys that this is a snapshot of.
    pub const fn revision(&self) -> i64 {
        self.revision
    }
}

/// The ring in use. Loading it costs nanoseconds; whoever holds a snapshot keeps it.
#[derive(Debug)]
pub struct Ring(ArcSwap<KeyRing>);

impl Ring {
    /// Starts with `ring`.
    pub fn new(ring: KeyRing) -> Self {
        Self(ArcSwap::from_pointee(ring))
    }

    /// One that begins with the same snapshot, and goes its own way.
    #[must_use]
    pub fn again(&self) -> Self {
        Self(ArcSwap::new(self.load_full()))
    }

    /// The current snapshot. Do not hold it over an `await`; [`Self::load_full`] is for that.
    pub fn load(&self) -> Guard<Arc<KeyRing>> {
        self.0.load()
    }

    /// The current snapshot, to keep.
    pub fn load_full(&self) -> Arc<KeyRing> {
        self.0.load_full()
    }

    /// Puts `ring` in use, unless one of a later revision already is.
    pub fn replace(&self, ring: KeyRing) {
        let ring = Arc::new(ring);
        self.0.rcu(|current| {
            let newest = if current.revision > ring.revision {
                current
            } else {
                &ring
            };
            Arc::clone(newest)
        });
    }
}

const fn rank(state: KeyState) -> u8 {
    match state {
        KeyState::Active => 0,
        KeyState::Next => 1,
        KeyState::Retired => 2,
    }
}

fn open(key: &SigningKey, seals: &Seals) -> Result<(RingKey, Value), RingError> {
    let unusable = |source| RingError::Unusable {
        kid: key.kid.clone(),
        source,
    };
    let pkcs8 = seals.unwrap_key(&key.kid, key.algorithm, &key.sealed)?;
    let pair = KeyPair::from_pkcs8(key.algorithm, &pkcs8).map_err(unusable)?;
    let verifier = Verifier::new(key.kid.clone(), key.algorithm, pair.public())
        .ok_or_else(|| unusable(CryptoError("read a public key")))?;
    let jwk = pair.public().jwk(&key.kid, key.algorithm);
    let is_active = key.state == KeyState::Active;
    let signer = is_active.then(|| Arc::new(Signer::new(key.kid.clone(), pair)));
    let opened = RingKey {
        verifier,
        state: key.state,
        signer,
    };
    Ok((opened, jwk))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::fixture;
    use josekit::jwk::JwkSet;

    fn ring() -> KeyRing {
        KeyRing::new(&fixture::keys(), fixture::seals(), 7).unwrap()
    }

    #[test]
    fn the_document_is_ordered_public_and_complete() {
        let ring = ring();
        let document: Value = serde_json::from_slice(&ring.jwks().json).unwrap();
        let listed: Vec<_> = document["keys"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| {
                let kid = key["kid"].as_str().unwrap();
                (
                    key["alg"].as_str().unwrap(),
                    ring.by_kid(kid).unwrap().state(),
                )
            })
            .collect();
        let expected = [
            ("RS256", KeyState::Active),
            ("PS256", KeyState::Active),
            ("ES256", KeyState::Active),
            ("ES256", KeyState::Next),
            ("ES256", KeyState::Retired),
            ("EdDSA", KeyState::Active),
        ];
        assert_eq!(listed, expected);
        for key in document["keys"].as_array().unwrap() {
            assert_eq!(key["use"], "sig");
            for private in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
                assert!(key.get(private).is_none(), "{private}");
            }
        }
    }

    #[test]
    fn josekit_reads_the_document() {
        let ring = ring();
        let set = JwkSet::from_bytes(&ring.jwks().json).unwrap();
        for key in ring.keys() {
            let found = set.get(&key.kid().0);
            assert_eq!(found.len(), 1);
            assert_eq!(found[0].algorithm(), Some(key.algorithm().as_str()));
        }
    }

    #[test]
    fn only_active_keys_sign() {
        let ring = ring();
        assert_eq!(ring.algorithms().collect::<Vec<_>>(), SigningAlgorithm::ALL);
        for key in ring.keys() {
            assert_eq!(key.signer.is_some(), key.state() == KeyState::Active);
        }
        assert!(ring.by_kid("unknown").is_none());
        let none = KeyRing::new(&[], fixture::seals(), 0).unwrap();
        assert!(none.active(SigningAlgorithm::RS256).is_none());
        assert_eq!(none.jwks().json, r#"{"keys":[]}"#);
    }

    #[test]
    fn the_tag_follows_the_document() {
        assert_eq!(ring().jwks(), ring().jwks());
        let fewer = KeyRing::new(&fixture::keys()[..2], fixture::seals(), 7).unwrap();
        assert_ne!(fewer.jwks().etag, ring().jwks().etag);
        let etag = &fewer.jwks().etag;
        assert!(etag.starts_with(b"\"") && etag.ends_with(b"\""));
    }

    #[test]
    fn a_key_that_others_may_not_know_is_held_back() {
        let keys = fixture::keys();
        let ring = |keys: &[SigningKey]| KeyRing::new(keys, fixture::seals(), 7).unwrap();
        let signs = |ring: &KeyRing, key: &SigningKey| {
            let signer = ring.active(key.algorithm);
            signer.is_some_and(|signer| *signer.kid() == key.kid)
        };
        let of = |state| {
            let mut own = keys
                .iter()
                .filter(|key| key.algorithm == SigningAlgorithm::ES256);
            own.find(|key| key.state == state).unwrap().clone()
        };
        let (active, old) = (of(KeyState::Active), of(KeyState::Retired));
        let before = SigningKey {
            state: KeyState::Active,
            gone_at: None,
            ..old.clone()
        };

        // Known before as the next: nothing to wait for.
        let next = SigningKey {
            state: KeyState::Next,
            ..active.clone()
        };
        let rotated = ring(&[active.clone(), old.clone()]);
        let rotated = rotated.holding_back(&ring(&[before.clone(), next]));
        assert!(!rotated.holds_back() && signs(&rotated, &active));

        // Unknown: the old one goes on while it is published …
        let adopted = ring(&[active.clone(), old.clone()]);
        let adopted = adopted.holding_back(&ring(std::slice::from_ref(&before)));
        assert!(adopted.holds_back() && signs(&adopted, &old));
        assert!(adopted.by_kid(&active.kid.0).is_some());
        assert_eq!(adopted.algorithms().count(), 1);

        // … and no longer.
        let emergency = ring(std::slice::from_ref(&active));
        let emergency = emergency.holding_back(&ring(&[before]));
        assert!(emergency.holds_back() && emergency.active(active.algorithm).is_none());
    }

    #[test]
    fn an_older_snapshot_never_replaces_a_newer_one() {
        let at = |revision| KeyRing::new(&[], fixture::seals(), revision).unwrap();
        let ring = Ring::new(at(3));
        ring.replace(at(5));
        ring.replace(at(4));
        assert_eq!(ring.load().revision(), 5);
        assert_eq!(ring.load_full().revision(), 5);
    }

    #[test]
    fn a_key_under_another_master_is_named() {
        let other = fixture::seals_of("9");
        let error = KeyRing::new(&fixture::keys()[..1], &other, 0).unwrap_err();
        let kid = fixture::keys()[0].kid.clone();
        assert_eq!(error, RingError::Unwrap(UnwrapError::OtherMasterKey(kid)));
    }

    #[test]
    fn a_key_that_is_none_is_named() {
        let mut keys = fixture::keys();
        let key = &mut keys[0];
        key.sealed = fixture::wrap(&key.kid, key.algorithm, b"rubbish");
        let error = KeyRing::new(&keys[..1], fixture::seals(), 0).unwrap_err();
        assert!(matches!(error, RingError::Unusable { .. }), "{error}");
    }
}
