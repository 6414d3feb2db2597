//! A private signing key and its public half, on aws-lc-rs.

use super::{CryptoError, PublicKey};
use crate::model::KeyId;
use crate::oidc::SigningAlgorithm;
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    self, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RsaKeyPair,
};
use zeroize::Zeroizing;

/// A private key that signs with one algorithm.
#[derive(Debug)]
pub struct KeyPair {
    algorithm: SigningAlgorithm,
    private: Private,
    public: PublicKey,
}

#[derive(Debug)]
enum Private {
    Rsa(RsaKeyPair, &'static signature::RsaSignatureEncoding),
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

impl KeyPair {
    /// A fresh key: RSA with 2048 bits, P-256 or Ed25519. An RSA key takes a tenth of a second or
    /// more: call this where blocking is allowed. The randomness is the library's own.
    pub fn generate(algorithm: SigningAlgorithm) -> Result<Self, CryptoError> {
        let failed = |_| CryptoError("generate a key");
        let private = match algorithm {
            SigningAlgorithm::RS256 | SigningAlgorithm::PS256 => Private::Rsa(
                RsaKeyPair::generate(KeySize::Rsa2048).map_err(failed)?,
                rsa_encoding(algorithm),
            ),
            SigningAlgorithm::ES256 => Private::P256(
                EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(failed)?,
            ),
            SigningAlgorithm::EdDSA => {
                Private::Ed25519(Ed25519KeyPair::generate().map_err(failed)?)
            }
        };
        Self::new(algorithm, private)
    }

    /// Reads an unencrypted PKCS#8 key (RFC 5208) of the kind that `algorithm` asks for, and
    /// checks that its halves belong together.
    pub fn from_pkcs8(algorithm: SigningAlgorithm, pkcs8: &[u8]) -> Result<Self, CryptoError> {
        let failed = |_| CryptoError("read a private key");
        let private = match algorithm {
            SigningAlgorithm::RS256 | SigningAlgorithm::PS256 => Private::Rsa(
                RsaKeyPair::from_pkcs8(pkcs8).map_err(failed)?,
                rsa_encoding(algorithm),
            ),
            SigningAlgorithm::ES256 => Private::P256(
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8)
                    .map_err(failed)?,
            ),
            SigningAlgorithm::EdDSA => {
                Private::Ed25519(Ed25519KeyPair::from_pkcs8(pkcs8).map_err(failed)?)
            }
        };
        Self::new(algorithm, private)
    }

    /// The private key as PKCS#8 version 1, which every other program reads.
    pub fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let failed = |_| CryptoError("write a private key");
        match &self.private {
            Private::Rsa(key, _) => AsDer::<Pkcs8V1Der<'_>>::as_der(key)
                .map(|der| Zeroizing::new(der.as_ref().to_vec()))
                .map_err(failed),
            Private::P256(key) => key
                .to_pkcs8v1()
                .map(|der| Zeroizing::new(der.as_ref().to_vec()))
                .map_err(failed),
            Private::Ed25519(key) => key
                .to_pkcs8v1()
                .map(|der| Zeroizing::new(der.as_ref().to_vec()))
                .map_err(failed),
        }
    }

    /// The JWS signature of `message` (RFC 7518 §3.3 to §3.5, RFC 8037 §3.1).
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let failed = |_| CryptoError("sign");
        match &self.private {
            Private::Rsa(key, encoding) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(*encoding, &SystemRandom::new(), message, &mut signature)
                    .map_err(failed)?;
                Ok(signature)
            }
            Private::P256(key) => key
                .sign(&SystemRandom::new(), message)
                .map(|signature| signature.as_ref().to_vec())
                .map_err(failed),
            Private::Ed25519(key) => key
                .try_sign(message)
                .map(|signature| signature.as_ref().to_vec())
                .map_err(failed),
        }
    }

    /// The algorithm it signs with.
    pub const fn algorithm(&self) -> SigningAlgorithm {
        self.algorithm
    }

    /// The public half.
    pub const fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The public half as the `subjectPublicKey` of its kind (RFC 5280 §4.1.2.7).
    pub fn public_bytes(&self) -> &[u8] {
        self.private.public_bytes()
    }

    /// The `kid`: the thumbprint of the public half (RFC 7638).
    pub fn kid(&self) -> KeyId {
        self.public.thumbprint()
    }

    fn new(algorithm: SigningAlgorithm, private: Private) -> Result<Self, CryptoError> {
        let public = PublicKey::from_bytes(algorithm, private.public_bytes());
        Ok(Self {
            algorithm,
            private,
            public: public.ok_or(CryptoError("read a public key"))?,
        })
    }
}

impl Private {
    fn public_bytes(&self) -> &[u8] {
        match self {
            Self::Rsa(key, _) => key.public_key().as_ref(),
            Self::P256(key) => key.public_key().as_ref(),
            Self::Ed25519(key) => key.public_key().as_ref(),
        }
    }
}

fn rsa_encoding(algorithm: SigningAlgorithm) -> &'static signature::RsaSignatureEncoding {
    if algorithm == SigningAlgorithm::PS256 {
        &signature::RSA_PSS_SHA256
    } else {
        &signature::RSA_PKCS1_SHA256
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_pkcs8_and_its_signatures_verify() {
        for algorithm in SigningAlgorithm::ALL {
            let made = KeyPair::generate(algorithm).unwrap();
            let read = KeyPair::from_pkcs8(algorithm, &made.to_pkcs8().unwrap()).unwrap();
            assert_eq!(made.kid(), read.kid());
            assert_eq!(read.algorithm(), algorithm);
            let verifier = made.public().verifier(algorithm).unwrap();
            let signature = read.sign(b"message").unwrap();
            assert!(verifier.verify_sig(b"message", &signature).is_ok());
            assert!(verifier.verify_sig(b"massage", &signature).is_err());
        }
    }

    #[test]
    fn a_key_of_another_kind_is_refused() {
        let es = KeyPair::generate(SigningAlgorithm::ES256).unwrap();
        let pkcs8 = es.to_pkcs8().unwrap();
        for other in [
            SigningAlgorithm::RS256,
            SigningAlgorithm::PS256,
            SigningAlgorithm::EdDSA,
        ] {
            assert!(KeyPair::from_pkcs8(other, &pkcs8).is_err());
            assert!(es.public().verifier(other).is_none());
        }
        assert!(KeyPair::from_pkcs8(SigningAlgorithm::ES256, &pkcs8[1..]).is_err());
    }

    #[test]
    fn debug_shows_no_private_half() {
        let pair = KeyPair::generate(SigningAlgorithm::EdDSA).unwrap();
        let pkcs8 = pair.to_pkcs8().unwrap();
        let shown = format!("{pair:?}").to_lowercase();
        let seed = data_encoding::HEXLOWER.encode(&pkcs8[pkcs8.len() - 32..]);
        assert!(!shown.contains(&seed));
    }
}
