//! Private signing keys and the seeds of authenticators at rest.

use super::{Purpose, Seals, Unsealable, open_bytes, seal_bytes};
use crate::entropy::Entropy;
use crate::keys::{CryptoError, MasterKey};
use crate::model::{Credential, CredentialId, CredentialSecret, KeyId, SealedKey, UserId};
use crate::oidc::SigningAlgorithm;
use zeroize::Zeroizing;

/// Length of the mark that tells which master key a signing key is sealed under.
const MASTER_MARK: usize = 8;

/// Tells which master key a signing key is sealed under, and nothing about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MasterMark([u8; MASTER_MARK]);

impl MasterMark {
    pub(super) fn of(master: &MasterKey) -> Result<Self, CryptoError> {
        let derived = master.derive("signet master mark v1")?;
        derived
            .first_chunk()
            .copied()
            .map(Self)
            .ok_or(CryptoError("derive a key"))
    }
}

/// Why a stored private key cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnwrapError {
    /// The master key is not the one the key was sealed under.
    #[error(
        "signing key {0} is sealed under another master key: bring back the master key that belongs to this database"
    )]
    OtherMasterKey(KeyId),
    /// The sealed bytes or the row they stand in were changed.
    #[error(
        "signing key {0} is damaged: restore the database, or replace the keys in an emergency"
    )]
    Damaged(KeyId),
}

impl Seals {
    /// Seals a PKCS#8 private key for the database, tied to its identifier and algorithm.
    pub fn wrap_key(
        &self,
        kid: &KeyId,
        algorithm: SigningAlgorithm,
        pkcs8: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<SealedKey, CryptoError> {
        let aad = wrap_aad(kid, algorithm);
        let sealed = seal_bytes(self.sealing.of(Purpose::SigningKey), &aad, pkcs8, entropy)?;
        Ok(SealedKey([self.master_mark.0.as_slice(), &sealed].concat()))
    }

    /// Opens what [`Self::wrap_key`] sealed for the same identifier and algorithm.
    pub fn unwrap_key(
        &self,
        kid: &KeyId,
        algorithm: SigningAlgorithm,
        sealed: &SealedKey,
    ) -> Result<Zeroizing<Vec<u8>>, UnwrapError> {
        let damaged = || UnwrapError::Damaged(kid.clone());
        let (mark, sealed) = sealed.0.split_at_checked(MASTER_MARK).ok_or_else(damaged)?;
        if mark != self.master_mark.0 {
            return Err(UnwrapError::OtherMasterKey(kid.clone()));
        }
        let aad = wrap_aad(kid, algorithm);
        open_bytes(self.sealing.of(Purpose::SigningKey), &aad, sealed.to_vec())
            .map_err(|Unsealable| damaged())
    }
}

impl Seals {
    /// Seals the seed of an authenticator for the database, tied to its row and person, with the
    /// mark of the master key in front (security L3).
    pub fn wrap_seed(
        &self,
        id: CredentialId,
        user: UserId,
        seed: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<CredentialSecret, CryptoError> {
        let sealed = seal_bytes(
            self.sealing.of(Purpose::Seed),
            &seed_aad(id, user),
            seed,
            entropy,
        )?;
        let marked = [self.master_mark.0.as_slice(), &sealed].concat();
        Ok(CredentialSecret(marked))
    }

    /// Opens what [`Self::wrap_seed`] sealed for the same row and person; nothing else opens.
    pub fn unwrap_seed(&self, of: &Credential) -> Option<Zeroizing<Vec<u8>>> {
        let (mark, sealed) = of.secret.0.split_at_checked(MASTER_MARK)?;
        let ours = mark == self.master_mark.0;
        let sealed = ours.then(|| sealed.to_vec())?;
        open_bytes(
            self.sealing.of(Purpose::Seed),
            &seed_aad(of.id, of.user_id),
            sealed,
        )
        .ok()
    }
}

fn seed_aad(id: CredentialId, user: UserId) -> Vec<u8> {
    [id.0.as_bytes().as_slice(), user.0.as_bytes()].concat()
}

fn wrap_aad(kid: &KeyId, algorithm: SigningAlgorithm) -> Vec<u8> {
    format!("{kid}|{algorithm}|signing key").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;
    use crate::keys::fixture::seals_of;

    #[test]
    fn keys_are_tied_to_their_row() {
        let (one, two) = (seals_of("1"), seals_of("2"));
        let (kid, other) = (KeyId("a".into()), KeyId("b".into()));
        let entropy = SeededEntropy::new(1);
        let es = SigningAlgorithm::ES256;
        let sealed = one.wrap_key(&kid, es, b"pkcs8", &entropy).unwrap();
        assert_eq!(
            one.unwrap_key(&kid, es, &sealed).unwrap().as_slice(),
            b"pkcs8"
        );
        let damaged = |kid: &KeyId| Err(UnwrapError::Damaged(kid.clone()));
        assert_eq!(one.unwrap_key(&other, es, &sealed), damaged(&other));
        let rs = SigningAlgorithm::RS256;
        assert_eq!(one.unwrap_key(&kid, rs, &sealed), damaged(&kid));
        assert_eq!(one.unwrap_key(&kid, es, &SealedKey(vec![1])), damaged(&kid));
        assert_eq!(
            two.unwrap_key(&kid, es, &sealed),
            Err(UnwrapError::OtherMasterKey(kid))
        );
    }
}
