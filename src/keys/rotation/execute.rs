//! Carries out a plan: makes and seals keys.

use super::Step;
use crate::clock::Timestamp;
use crate::entropy::Entropy;
use crate::keys::{CryptoError, Imported, KeyPair, Seals, UnwrapError};
use crate::model::{KeyId, KeyState, PastKey, SealedKey, SigningKey};
use crate::oidc::SigningAlgorithm;

/// What is to be written, all in one go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyChanges {
    /// Keys to write, new or changed.
    pub put: Vec<SigningKey>,
    /// Keys to delete.
    pub remove: Vec<KeyId>,
    /// What stays of some of those.
    pub past: Vec<PastKey>,
}

impl KeyChanges {
    /// Whether there is nothing to write.
    pub const fn is_empty(&self) -> bool {
        self.put.is_empty() && self.remove.is_empty()
    }

    /// `keys` as they are once this is written.
    pub fn applied_to(&self, keys: &[SigningKey]) -> Vec<SigningKey> {
        let stays = |key: &&SigningKey| {
            !self.remove.contains(&key.kid) && self.put.iter().all(|put| put.kid != key.kid)
        };
        let kept = keys.iter().filter(stays);
        kept.chain(&self.put).cloned().collect()
    }
}

/// Why a plan was not carried out. Nothing has happened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExecuteError {
    /// A key could not be made or sealed.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
    /// The private half of a key does not open.
    #[error(transparent)]
    Unwrap(#[from] UnwrapError),
    /// The plan was made for other keys or files.
    #[error("the plan speaks of key {0}, which is not there")]
    UnknownKey(KeyId),
}

/// Carries out `steps`, which were planned for `keys` (and `imported`, if by
/// [`plan_import`](super::plan_import)) at `now`. Making an RSA key takes a tenth of a second or
/// more: run it on a thread that may block.
pub fn execute(
    steps: &[Step],
    keys: &[SigningKey],
    imported: &[Imported],
    seals: &Seals,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> Result<KeyChanges, ExecuteError> {
    let public_half = |key: &SigningKey| -> Result<_, ExecuteError> {
        let pkcs8 = seals.unwrap_key(&key.kid, key.algorithm, &key.sealed)?;
        let pair = KeyPair::from_pkcs8(key.algorithm, &pkcs8)?;
        Ok(pair.public_bytes().to_vec())
    };
    carry_out(steps, keys, now, public_half, |source| {
        let wrap = |pair: &KeyPair| -> Result<_, ExecuteError> {
            let kid = pair.kid();
            let pkcs8 = pair.to_pkcs8()?;
            let sealed = seals.wrap_key(&kid, pair.algorithm(), &pkcs8, entropy)?;
            Ok((kid, sealed))
        };
        match source {
            Source::Fresh(algorithm) => wrap(&KeyPair::generate(algorithm)?),
            Source::File(kid) => {
                let file = imported.iter().find(|file| file.kid() == *kid);
                wrap(
                    &file
                        .ok_or_else(|| ExecuteError::UnknownKey(kid.clone()))?
                        .pair,
                )
            }
        }
    })
}

/// Where a new key comes from.
pub(super) enum Source<'a> {
    Fresh(SigningAlgorithm),
    File(&'a KeyId),
}

pub(super) fn carry_out(
    steps: &[Step],
    keys: &[SigningKey],
    now: Timestamp,
    public_half: impl Fn(&SigningKey) -> Result<Vec<u8>, ExecuteError>,
    mut obtain: impl FnMut(Source<'_>) -> Result<(KeyId, SealedKey), ExecuteError>,
) -> Result<KeyChanges, ExecuteError> {
    let mut changes = KeyChanges::default();
    for step in steps {
        match step {
            Step::Generate {
                algorithm,
                state,
                signs_from,
            } => changes.put.push(SigningKey {
                state: *state,
                signs_from: *signs_from,
                ..new_key(obtain(Source::Fresh(*algorithm))?, *algorithm, now)
            }),
            Step::Adopt {
                kid,
                algorithm,
                gone_at,
            } => changes.put.push(SigningKey {
                state: gone_at.map_or(KeyState::Active, |_| KeyState::Retired),
                gone_at: *gone_at,
                ..new_key(obtain(Source::File(kid))?, *algorithm, now)
            }),
            Step::Promote(kid) => changes.put.push(SigningKey {
                state: KeyState::Active,
                signs_from: now,
                ..find(keys, kid)?
            }),
            Step::RetireLater { kid, gone_at } => changes.put.push(SigningKey {
                gone_at: Some(*gone_at),
                ..find(keys, kid)?
            }),
            Step::Retire { kid, gone_at } => changes.put.push(SigningKey {
                state: KeyState::Retired,
                gone_at: Some(*gone_at),
                ..find(keys, kid)?
            }),
            Step::Remove(kid) => changes.remove.push(find(keys, kid)?.kid),
            Step::Bury { kid, until } => {
                let key = find(keys, kid)?;
                changes.past.push(PastKey {
                    public: public_half(&key)?,
                    kid: key.kid.clone(),
                    algorithm: key.algorithm,
                    until: *until,
                });
                changes.remove.push(key.kid);
            }
        }
    }
    Ok(changes)
}

fn new_key(
    (kid, sealed): (KeyId, SealedKey),
    algorithm: SigningAlgorithm,
    now: Timestamp,
) -> SigningKey {
    SigningKey {
        kid,
        algorithm,
        state: KeyState::Active,
        sealed,
        published_at: now,
        signs_from: now,
        gone_at: None,
    }
}

fn find(keys: &[SigningKey], kid: &KeyId) -> Result<SigningKey, ExecuteError> {
    let found = keys.iter().find(|key| key.kid == *kid);
    found
        .cloned()
        .ok_or_else(|| ExecuteError::UnknownKey(kid.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;
    use crate::keys::rotation::{Eyes, Order, Schedule, plan, plan_import};
    use crate::keys::{KeyRing, Typ, fixture, import_dir, verify_jwt};
    use josekit::jwk::KeyPair as _;
    use serde_json::{Map, Value};
    use std::time::Duration;

    const SCHEDULE: Schedule = Schedule {
        rotate_every: None,
        publish_ahead: Duration::from_secs(100),
        wait_for_readers: Duration::ZERO,
        keep_retired: Duration::from_secs(1000),
        keep_for_hints: Duration::from_secs(5000),
    };

    fn carry(steps: &[Step], keys: &[SigningKey], files: &[Imported], now: i64) -> Vec<SigningKey> {
        let entropy = SeededEntropy::new(1);
        let now = Timestamp(now);
        let changes = execute(steps, keys, files, fixture::seals(), &entropy, now).unwrap();
        changes.applied_to(keys)
    }

    fn ring(keys: &[SigningKey]) -> KeyRing {
        KeyRing::new(keys, fixture::seals(), 1).unwrap()
    }

    #[test]
    fn signatures_change_over_without_a_gap() {
        let steps = plan(
            &[],
            &[],
            Timestamp(0),
            &SCHEDULE,
            Order::Scheduled,
            &Eyes::default(),
        );
        let first = carry(&steps, &[], &[], 0);
        let steps = plan(
            &first,
            &[],
            Timestamp(5),
            &SCHEDULE,
            Order::Rotate,
            &Eyes::default(),
        );
        let second = carry(&steps, &first, &[], 5);
        let (old, new) = (ring(&first), ring(&second));
        for algorithm in [SigningAlgorithm::RS256, SigningAlgorithm::ES256] {
            let before = old.active(algorithm).unwrap();
            let after = new.active(algorithm).unwrap();
            assert_ne!(before.kid(), after.kid());
            for signer in [before, after] {
                let token = signer.sign_jwt(Typ::Jwt, &Map::new()).unwrap();
                for ring in [&old, &new] {
                    assert!(verify_jwt::<Map<_, Value>>(ring, &token, &[Typ::Jwt]).is_ok());
                }
            }
        }
    }

    #[test]
    fn a_file_is_taken_into_use() {
        let dir = tempfile::tempdir().unwrap();
        let pair = josekit::jwk::alg::ec::EcKeyPair::generate(josekit::jwk::alg::ec::EcCurve::P256)
            .unwrap();
        std::fs::write(dir.path().join("a.pem"), pair.to_pem_private_key()).unwrap();
        let files = import_dir(dir.path()).unwrap();
        let keys = fixture::keys();
        let now = Timestamp(50);
        let steps = plan_import(&keys, &files, now, &SCHEDULE);
        let keys = carry(&steps, &keys, &files, 50);
        let signer_kid = ring(&keys)
            .active(SigningAlgorithm::ES256)
            .unwrap()
            .kid()
            .clone();
        assert_eq!(signer_kid, files[0].kid());
        assert_eq!(plan_import(&keys, &files, now, &SCHEDULE), []);
    }

    #[test]
    fn a_plan_for_other_keys_is_refused() {
        let kid = KeyId("unknown".into());
        let file = Step::Adopt {
            kid: kid.clone(),
            algorithm: SigningAlgorithm::ES256,
            gone_at: None,
        };
        for step in [Step::Promote(kid.clone()), Step::Remove(kid.clone()), file] {
            let entropy = SeededEntropy::new(1);
            let done = execute(&[step], &[], &[], fixture::seals(), &entropy, Timestamp(0));
            assert_eq!(done, Err(ExecuteError::UnknownKey(kid.clone())));
        }
    }
}
