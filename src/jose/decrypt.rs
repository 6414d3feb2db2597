//! Decrypts what was encrypted to us (RFC 7516 §7.1), within limits (security D15): five parts, the
//! algorithms of one key, every length as it must be, nothing compressed.

use crate::keys::DecryptionKey;
use crate::oidc::client_metadata::{ContentEncryption, KeyManagement};
use crate::oidc::strict_json;
use data_encoding::BASE64URL_NOPAD;
use josekit::jwe::alg::ecdh_es::EcdhEsJweAlgorithm;
use josekit::jwe::deserialize_compact;
use josekit::jwk::Jwk;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

/// Most bytes of a token: what fits into a form.
const MOST: usize = 64 * 1024;

/// How the key of what we open may travel: as the one published key for it says, for a key has one `alg`
/// and many programs look for theirs by it.
pub const OPENED: [KeyManagement; 1] = [KeyManagement::EcdhEs];

/// Why nothing was decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JweError {
    /// Not of the form that is taken.
    #[error("no encrypted JWT of the form that is taken")]
    Malformed,
    /// Other algorithms than those expected.
    #[error("alg or enc is not what is expected")]
    Algorithm,
    /// Encrypted to another key, or changed.
    #[error("it does not open")]
    Unopened,
}

/// Whether a token has the parts of an encrypted one.
pub fn is_encrypted(token: &str) -> bool {
    token.bytes().filter(|byte| *byte == b'.').count() == 4
}

/// Opens `token`, whose content is encrypted by `encryption` or, if that is none, by any that is known.
pub fn decrypt(
    token: &str,
    key: &DecryptionKey,
    encryption: Option<ContentEncryption>,
) -> Result<Zeroizing<Vec<u8>>, JweError> {
    if token.len() > MOST {
        return Err(JweError::Malformed);
    }
    let parts: Vec<&str> = token.split('.').collect();
    let [header, wrapped, iv, _, tag] = parts.as_slice() else {
        return Err(JweError::Malformed);
    };
    let header = BASE64URL_NOPAD.decode(header.as_bytes());
    let header = header.map_err(|_| JweError::Malformed)?;
    let header = strict_json::parse_object(&header).map_err(|_| JweError::Malformed)?;
    let encryption = agreed(&header, encryption)?;
    check_lengths(encryption, [wrapped, iv, tag])?;
    open(token, key).ok_or(JweError::Unopened)
}

fn agreed(
    header: &Map<String, Value>,
    encryption: Option<ContentEncryption>,
) -> Result<ContentEncryption, JweError> {
    let refused = ["zip", "crit", "p2c", "p2s"];
    if refused.iter().any(|name| header.contains_key(*name)) {
        return Err(JweError::Malformed);
    }
    let named = |name| header.get(name).and_then(Value::as_str);
    let mut known = ContentEncryption::ALL.into_iter();
    let given = known.find(|known| named("enc") == Some(known.as_str()));
    let given = given.filter(|given| encryption.is_none_or(|wanted| wanted == *given));
    let mut opened = OPENED.into_iter();
    let fits = opened.any(|algorithm| named("alg") == Some(algorithm.as_str()));
    given.filter(|_| fits).ok_or(JweError::Algorithm)
}

/// The library takes shortened tags. The key that was agreed on is used itself: none is wrapped
/// (RFC 7518 §4.6).
fn check_lengths(encryption: ContentEncryption, given: [&str; 3]) -> Result<(), JweError> {
    let (iv, tag) = match encryption {
        ContentEncryption::A128CbcHs256 => (16, 16),
        ContentEncryption::A256CbcHs512 => (16, 32),
        ContentEncryption::A128GCM | ContentEncryption::A256GCM => (12, 16),
    };
    let fits = given.into_iter().zip([0, iv, tag]).all(|(part, length)| {
        let bytes = BASE64URL_NOPAD.decode(part.as_bytes());
        bytes.is_ok_and(|bytes| bytes.len() == length)
    });
    fits.then_some(()).ok_or(JweError::Malformed)
}

fn open(token: &str, key: &DecryptionKey) -> Option<Zeroizing<Vec<u8>>> {
    let key = Jwk::from_map(key.private_members()).ok()?;
    let decrypter = EcdhEsJweAlgorithm::EcdhEs.decrypter_from_jwk(&key).ok()?;
    let (plain, _) = deserialize_compact(token, &decrypter).ok()?;
    Some(Zeroizing::new(plain))
}
