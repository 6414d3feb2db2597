//! Encrypts to a client's key (RFC 7516 §7.1).

use super::KeySet;
use crate::oidc::client_metadata::{ContentEncryption, KeyManagement};
use josekit::JoseError;
use josekit::jwe::alg::ecdh_es::EcdhEsJweAlgorithm;
use josekit::jwe::alg::rsaes::RsaesJweAlgorithm;
use josekit::jwe::{JweEncrypter, JweHeader, serialize_compact};
use josekit::jwk::Jwk;

/// Why nothing was encrypted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncryptError {
    /// The client has no key for it.
    #[error("the client has no key that can be encrypted to with {0}")]
    NoKey(&'static str),
    /// The library could not do it.
    #[error("encrypting failed: {0}")]
    Failed(String),
}

impl From<JoseError> for EncryptError {
    fn from(error: JoseError) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Encrypts `payload` to the client that `keys` are of. `content_type` is `JWT` for a signed token
/// inside (RFC 7519 §5.2).
pub fn encrypt(
    payload: &[u8],
    keys: &KeySet,
    algorithm: KeyManagement,
    encryption: ContentEncryption,
    content_type: Option<&str>,
) -> Result<String, EncryptError> {
    let key = keys.encryption_key(algorithm);
    let key = key.ok_or(EncryptError::NoKey(algorithm.as_str()))?;
    let mut header = JweHeader::new();
    header.set_content_encryption(encryption.as_str());
    if let Some(content_type) = content_type {
        header.set_content_type(content_type);
    }
    let encrypter = encrypter(algorithm, &key)?;
    Ok(serialize_compact(payload, &header, encrypter.as_ref())?)
}

fn encrypter(algorithm: KeyManagement, key: &Jwk) -> Result<Box<dyn JweEncrypter>, JoseError> {
    let agreed = |algorithm: EcdhEsJweAlgorithm| -> Result<Box<dyn JweEncrypter>, JoseError> {
        Ok(Box::new(algorithm.encrypter_from_jwk(key)?))
    };
    let sent = |algorithm: RsaesJweAlgorithm| -> Result<Box<dyn JweEncrypter>, JoseError> {
        Ok(Box::new(algorithm.encrypter_from_jwk(key)?))
    };
    match algorithm {
        KeyManagement::RsaOaep => sent(RsaesJweAlgorithm::RsaOaep),
        KeyManagement::RsaOaep256 => sent(RsaesJweAlgorithm::RsaOaep256),
        KeyManagement::EcdhEs => agreed(EcdhEsJweAlgorithm::EcdhEs),
        KeyManagement::EcdhEsA128Kw => agreed(EcdhEsJweAlgorithm::EcdhEsA128kw),
        KeyManagement::EcdhEsA256Kw => agreed(EcdhEsJweAlgorithm::EcdhEsA256kw),
    }
}
