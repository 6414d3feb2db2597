//! Tokens of ours that were signed or checked here before: a signature costs a hundred times what
//! looking it up does, and resource servers show the same token again and again.

use super::jwt::{self, JwtError, MAX_TOKEN, Typ, Verified};
use super::{KeyRing, verify_jwt};
use aws_lc_rs::digest::{SHA256, digest};
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Tokens that are remembered at most.
const MOST: usize = 10_000;
/// Parts that are locked each by itself.
const SHARDS: usize = 8;
/// A part has a young and an old half.
const HALF: usize = MOST / SHARDS / 2;

/// The SHA-256 of a token, in all its letters.
type Key = [u8; 32];

/// Remembers that a signature was right and what the token says. Whether its key is still
/// published is looked up every time, so that a withdrawn key ends its tokens at once; issuer,
/// audience, times and revocation stay the caller's to check.
#[derive(Debug)]
pub struct KnownTokens<T> {
    shards: [Mutex<Shard<T>>; SHARDS],
}

#[derive(Debug)]
struct Shard<T> {
    young: HashMap<Key, Arc<Verified<T>>>,
    old: HashMap<Key, Arc<Verified<T>>>,
}

impl<T> Default for KnownTokens<T> {
    fn default() -> Self {
        let shard = |()| Mutex::new(Shard::default());
        Self {
            shards: [(); SHARDS].map(shard),
        }
    }
}

impl<T> Default for Shard<T> {
    fn default() -> Self {
        Self {
            young: HashMap::new(),
            old: HashMap::new(),
        }
    }
}

impl<T> KnownTokens<T> {
    /// Remembers a token that was just signed here: it comes back soon, as a rule.
    pub fn remember(&self, token: &str, signed: Verified<T>) {
        self.insert(key(token), Arc::new(signed));
    }

    fn get(&self, key: &Key) -> Option<Arc<Verified<T>>> {
        self.locked(key, |shard| shard.get(key))
    }

    fn insert(&self, key: Key, verified: Arc<Verified<T>>) {
        self.locked(&key, |shard| {
            shard.insert(key, verified);
            Some(())
        });
    }

    /// The key's own bits choose its part: nobody can choose what a right token hashes to.
    fn locked<R>(&self, key: &Key, act: impl FnOnce(&mut Shard<T>) -> Option<R>) -> Option<R> {
        let [first, ..] = *key;
        let shard = self.shards.get(usize::from(first) % SHARDS)?;
        act(&mut shard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<T: DeserializeOwned> KnownTokens<T> {
    /// As [`verify_jwt`], and fast for a token that was right before.
    pub fn verify(
        &self,
        ring: &KeyRing,
        token: &str,
        allowed: &[Typ],
    ) -> Result<Arc<Verified<T>>, JwtError> {
        if token.len() > MAX_TOKEN {
            return Err(jwt::TOO_LONG);
        }
        let key = key(token);
        if let Some(known) = self.get(&key) {
            return still_right(ring, known, allowed);
        }
        let verified = Arc::new(verify_jwt(ring, token, allowed)?);
        self.insert(key, Arc::clone(&verified));
        Ok(verified)
    }
}

impl<T> Shard<T> {
    fn get(&mut self, key: &Key) -> Option<Arc<Verified<T>>> {
        if let Some(known) = self.young.get(key) {
            return Some(Arc::clone(known));
        }
        let known = self.old.remove(key)?;
        self.insert(*key, Arc::clone(&known));
        Some(known)
    }

    /// What was not asked for while the young half filled up goes with the old half.
    fn insert(&mut self, key: Key, verified: Arc<Verified<T>>) {
        if self.young.len() >= HALF {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, verified);
    }
}

fn key(token: &str) -> Key {
    let mut key = [0; 32];
    key.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
    key
}

/// Everything that does not follow from the token's letters alone. A `kid` is the thumbprint of
/// its key, so the key is the same if the `kid` is.
fn still_right<T>(
    ring: &KeyRing,
    known: Arc<Verified<T>>,
    allowed: &[Typ],
) -> Result<Arc<Verified<T>>, JwtError> {
    let key = ring.by_kid(&known.kid.0).ok_or(JwtError::UnknownKey)?;
    if key.algorithm() != known.algorithm {
        return Err(JwtError::WrongAlgorithm);
    }
    if !allowed.contains(&known.typ) {
        return Err(JwtError::WrongType);
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::fixture;
    use crate::model::KeyState;
    use crate::oidc::SigningAlgorithm;
    use serde_json::{Map, Value, json};

    type Known = KnownTokens<Map<String, Value>>;

    fn ring() -> KeyRing {
        KeyRing::new(&fixture::keys(), fixture::seals(), 0).unwrap()
    }

    fn token(ring: &KeyRing, number: usize) -> String {
        let signer = ring.active(SigningAlgorithm::EdDSA).unwrap();
        let claims = json!({ "number": number });
        signer.sign_jwt(Typ::AccessToken, &claims).unwrap()
    }

    fn remembered(known: &Known) -> usize {
        let size = |shard: &Mutex<Shard<_>>| {
            let shard = shard.lock().unwrap();
            shard.young.len() + shard.old.len()
        };
        known.shards.iter().map(size).sum()
    }

    #[test]
    fn a_token_is_right_the_first_time_and_after() {
        let (ring, known) = (ring(), Known::default());
        let token = token(&ring, 7);
        let plain = verify_jwt(&ring, &token, &[Typ::AccessToken]).unwrap();
        for _ in 0..3 {
            let verified = known.verify(&ring, &token, &[Typ::AccessToken]).unwrap();
            assert_eq!(*verified, plain);
        }
        assert_eq!(remembered(&known), 1);
    }

    #[test]
    fn a_token_signed_here_is_known_as_if_it_had_been_checked() {
        let (ring, known) = (ring(), Known::default());
        let signer = ring.active(SigningAlgorithm::EdDSA).unwrap();
        let claims = Map::from_iter([("number".to_owned(), json!(7))]);
        let token = signer.sign_jwt(Typ::AccessToken, &claims).unwrap();
        known.remember(&token, signer.signed(Typ::AccessToken, claims));
        let plain = verify_jwt(&ring, &token, &[Typ::AccessToken]).unwrap();
        let verified = known.verify(&ring, &token, &[Typ::AccessToken]).unwrap();
        assert_eq!(*verified, plain);
        assert_eq!(remembered(&known), 1);
    }

    #[test]
    fn a_withdrawn_key_ends_a_known_token_at_once() {
        let (ring, known) = (ring(), Known::default());
        let token = token(&ring, 1);
        assert!(known.verify(&ring, &token, &[Typ::AccessToken]).is_ok());
        let mut keys = fixture::keys();
        keys.retain(|key| key.algorithm != SigningAlgorithm::EdDSA);
        let without = KeyRing::new(&keys, fixture::seals(), 1).unwrap();
        let refused = known.verify(&without, &token, &[Typ::AccessToken]);
        assert_eq!(refused, Err(JwtError::UnknownKey));
    }

    #[test]
    fn a_retired_key_does_not() {
        let (ring, known) = (ring(), Known::default());
        let token = token(&ring, 1);
        let mut keys = fixture::keys();
        for key in &mut keys {
            key.state = KeyState::Retired;
        }
        let later = KeyRing::new(&keys, fixture::seals(), 1).unwrap();
        for ring in [&ring, &later] {
            assert!(known.verify(ring, &token, &[Typ::AccessToken]).is_ok());
        }
    }

    #[test]
    fn a_known_token_is_no_other_kind_of_token() {
        let (ring, known) = (ring(), Known::default());
        let token = token(&ring, 1);
        assert!(known.verify(&ring, &token, &[Typ::AccessToken]).is_ok());
        let refused = known.verify(&ring, &token, &[Typ::Jwt, Typ::LogoutToken]);
        assert_eq!(refused, Err(JwtError::WrongType));
    }

    #[test]
    fn what_is_wrong_is_not_remembered_and_helps_nobody() {
        let (ring, known) = (ring(), Known::default());
        let right = token(&ring, 1);
        assert!(known.verify(&ring, &right, &[Typ::AccessToken]).is_ok());
        let (signed, _) = right.rsplit_once('.').unwrap();
        let (_, other) = token(&ring, 2)
            .rsplit_once('.')
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .unwrap();
        for wrong in [
            format!("{signed}.{other}"),
            format!("{right} "),
            "x".repeat(MAX_TOKEN + 1),
        ] {
            assert!(known.verify(&ring, &wrong, &[Typ::AccessToken]).is_err());
        }
        assert_eq!(remembered(&known), 1);
    }

    #[test]
    fn no_more_than_so_many_are_remembered_and_those_in_use_are_kept() {
        let mut shard = Shard::default();
        let ring = ring();
        let one = verify_jwt(&ring, &token(&ring, 1), &[Typ::AccessToken]);
        let one: Arc<Verified<Map<String, Value>>> = Arc::new(one.unwrap());
        let used = key("used");
        shard.insert(used, Arc::clone(&one));
        for number in 0..5 * HALF {
            shard.insert(key(&number.to_string()), Arc::clone(&one));
            assert!(shard.get(&used).is_some());
            assert!(shard.young.len() + shard.old.len() <= 2 * HALF);
        }
        assert!(shard.get(&key("0")).is_none());
    }
}
