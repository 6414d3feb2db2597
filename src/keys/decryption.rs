//! The key that others encrypt to: derived of the master key, so that it is kept nowhere and the same
//! on every node.

use super::{CryptoError, MasterKey, PublicKey};
use crate::model::KeyId;
use aws_lc_rs::agreement::{ECDH_P256, PrivateKey};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

/// A P-256 key for ECDH-ES (RFC 7518 §4.6).
pub struct DecryptionKey {
    private: Zeroizing<[u8; 32]>,
    public: PublicKey,
}

impl DecryptionKey {
    /// Derives it. A number that is no private key of the curve (one in 2^32) is passed over.
    pub fn derive(master: &MasterKey) -> Result<Self, CryptoError> {
        let failed = CryptoError("derive a decryption key");
        for attempt in 1..=8 {
            let private = master.derive(&format!("signet decryption key v1 {attempt}"))?;
            if let Some(public) = public(&private) {
                return Ok(Self { private, public });
            }
        }
        Err(failed)
    }

    /// Its identifier: the thumbprint of the public half (RFC 7638).
    pub fn kid(&self) -> KeyId {
        self.public.thumbprint()
    }

    /// The public JWK, as the JWKS shows it.
    pub fn public_jwk(&self) -> Value {
        let head = json!({ "kid": self.kid().0, "use": "enc", "alg": "ECDH-ES" });
        let mut jwk = head.as_object().cloned().unwrap_or_default();
        jwk.extend(self.members());
        Value::Object(jwk)
    }

    /// The members of the JWK with its private half, for the library that decrypts.
    pub fn private_members(&self) -> Map<String, Value> {
        let d = BASE64URL_NOPAD.encode(self.private.as_slice());
        let private = [("d".to_owned(), Value::String(d))];
        self.members().chain(private).collect()
    }

    fn members(&self) -> impl Iterator<Item = (String, Value)> {
        let members = self.public.members().into_iter();
        members.map(|(name, value)| (name.to_owned(), Value::String(value)))
    }
}

fn public(private: &[u8; 32]) -> Option<PublicKey> {
    let key = PrivateKey::from_private_key(&ECDH_P256, private).ok()?;
    PublicKey::from_p256_point(key.compute_public_key().ok()?.as_ref())
}

impl std::fmt::Debug for DecryptionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("DecryptionKey").field(&self.kid()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_follows_from_the_master_key_and_shows_its_public_half_only() {
        let master = |digit: &str| MasterKey::from_text(&digit.repeat(64)).unwrap();
        let key = DecryptionKey::derive(&master("1")).unwrap();
        let same = DecryptionKey::derive(&master("1")).unwrap();
        let other = DecryptionKey::derive(&master("2")).unwrap();
        assert_eq!(key.kid(), same.kid());
        assert_ne!(key.kid(), other.kid());
        let jwk = key.public_jwk();
        assert_eq!(jwk["use"], "enc");
        assert_eq!(jwk["alg"], "ECDH-ES");
        assert!(jwk.get("d").is_none());
        let d = key.private_members()["d"].as_str().unwrap().to_owned();
        assert!(!format!("{key:?}").contains(&d));
    }
}
