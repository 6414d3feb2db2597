//! Keys that are no longer published, for what is accepted as a hint only.

use super::ring::{KeyRing, RingError};
use super::verifier::Verifier;
use super::{CryptoError, PublicKey};
use crate::clock::Timestamp;
use crate::model::PastKey;

/// The public half of a key that was published once.
#[derive(Debug)]
pub(super) struct PastVerifier {
    verifier: Verifier,
    until: Timestamp,
}

impl PastVerifier {
    fn of(key: &PastKey) -> Option<Self> {
        let public = PublicKey::from_bytes(key.algorithm, &key.public)?;
        Some(Self {
            verifier: Verifier::new(key.kid.clone(), key.algorithm, &public)?,
            until: key.until,
        })
    }
}

impl KeyRing {
    /// The same keys, and those that were published once and are known by `past`.
    pub fn remembering(mut self, past: &[PastKey]) -> Result<Self, RingError> {
        let opened = past.iter().map(|key| {
            PastVerifier::of(key).ok_or_else(|| RingError::Unusable {
                kid: key.kid.clone(),
                source: CryptoError("read a public key"),
            })
        });
        self.past = opened.collect::<Result<_, _>>()?;
        Ok(self)
    }

    /// The key of this identifier, published or not, if hints are read by it at `now`.
    pub(super) fn of_hint(&self, kid: &str, now: Timestamp) -> Option<&Verifier> {
        let published = self.verifier(kid);
        let mut past = self.past.iter();
        published.or_else(|| {
            let past = past.find(|key| key.verifier.kid().0 == kid && now < key.until)?;
            Some(&past.verifier)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{JwtError, KeyPair, Typ, fixture, verify_hint, verify_jwt};
    use crate::model::{KeyState, SigningKey};
    use crate::oidc::SigningAlgorithm;
    use serde_json::{Map, Value};

    fn past(key: &SigningKey) -> PastKey {
        let pkcs8 = fixture::seals().unwrap_key(&key.kid, key.algorithm, &key.sealed);
        let pair = KeyPair::from_pkcs8(key.algorithm, &pkcs8.unwrap()).unwrap();
        PastKey {
            kid: key.kid.clone(),
            algorithm: key.algorithm,
            public: pair.public_bytes().to_vec(),
            until: Timestamp(100),
        }
    }

    #[test]
    fn a_past_key_reads_hints_for_a_while_and_nothing_else() {
        let keys = fixture::keys();
        let before = KeyRing::new(&keys, fixture::seals(), 1).unwrap();
        let past: Vec<_> = keys.iter().map(past).collect();
        let none = KeyRing::new(&[], fixture::seals(), 2).unwrap();
        let after = none.remembering(&past).unwrap();
        assert_eq!(after.jwks().json, r#"{"keys":[]}"#);
        for algorithm in SigningAlgorithm::ALL {
            let signer = before.active(algorithm).unwrap();
            let token = signer.sign_jwt(Typ::Jwt, &Map::new()).unwrap();
            let hint = |now| verify_hint::<Map<String, Value>>(&after, &token, Timestamp(now));
            assert!(hint(99).is_ok(), "{algorithm}");
            assert_eq!(hint(100).unwrap_err(), JwtError::UnknownKey);
            let token = verify_jwt::<Map<String, Value>>(&after, &token, &[Typ::Jwt]);
            assert_eq!(token.unwrap_err(), JwtError::UnknownKey);
            let other = signer.sign_jwt(Typ::LogoutToken, &Map::new()).unwrap();
            let other = verify_hint::<Map<String, Value>>(&after, &other, Timestamp(99));
            assert_eq!(other.unwrap_err(), JwtError::WrongType);
        }
    }

    #[test]
    fn a_past_key_that_is_none_is_named() {
        let keys = fixture::keys();
        let active = keys.iter().find(|key| key.state == KeyState::Active);
        let rubbish = PastKey {
            public: vec![1],
            ..past(active.unwrap())
        };
        let ring = KeyRing::new(&[], fixture::seals(), 0).unwrap();
        let error = ring.remembering(&[rubbish]).unwrap_err();
        assert!(matches!(error, RingError::Unusable { .. }), "{error}");
    }
}
