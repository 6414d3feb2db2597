//! What is derived of the master key: authenticated encryption and keyed hashes, a key a purpose.

mod purpose;
mod wrap;

pub use purpose::{MacPurpose, Purpose};
pub use wrap::UnwrapError;

use super::{CryptoError, MasterKey};
use crate::entropy::{self, Entropy};
use crate::model::ClientSecretHash;
use crate::secret::same_bytes;
use aws_lc_rs::aead::{Aad, LessSafeKey, NONCE_LEN, Nonce};
use aws_lc_rs::hmac;
use data_encoding::BASE64URL_NOPAD;
use purpose::{MacKeys, SealingKeys};
use wrap::MasterMark;
use zeroize::Zeroizing;

/// First byte of everything sealed.
const VERSION: u8 = 1;
/// Length of what stands before the ciphertext: version and nonce.
const HEAD: usize = 1 + NONCE_LEN;

/// The text was not sealed here, for this purpose and with this additional data, or was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not something this server sealed for this purpose")]
pub struct Unsealable;

/// The prepared keys. Make them once.
#[derive(Debug)]
pub struct Seals {
    sealing: SealingKeys,
    macs: MacKeys,
    master_mark: MasterMark,
}

impl Seals {
    /// Derives and prepares every key.
    pub fn derive(master: &MasterKey) -> Result<Self, CryptoError> {
        Ok(Self {
            sealing: SealingKeys::derive(master)?,
            macs: MacKeys::derive(master)?,
            master_mark: MasterMark::of(master)?,
        })
    }

    /// Encrypts `plaintext` and ties it to `purpose` and `aad` (AES-256-GCM-SIV, RFC 8452, random
    /// nonce). The text is base64url without padding.
    pub fn seal(
        &self,
        purpose: Purpose,
        aad: &[u8],
        plaintext: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<String, CryptoError> {
        let sealed = seal_bytes(self.sealing.of(purpose), aad, plaintext, entropy)?;
        Ok(BASE64URL_NOPAD.encode(&sealed))
    }

    /// Decrypts what [`Self::seal`] made with the same purpose and additional data. Every text
    /// has one spelling only: padding, white space and stray trailing bits (RFC 4648 §3.5) are
    /// refused.
    pub fn open(
        &self,
        purpose: Purpose,
        aad: &[u8],
        text: &str,
    ) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        let sealed = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| Unsealable)?;
        open_bytes(self.sealing.of(purpose), aad, sealed)
    }

    /// HMAC-SHA256 (RFC 2104) over `parts`, each preceded by its length, so that no two lists of
    /// parts are the same message.
    pub fn mac(&self, purpose: MacPurpose, parts: &[&[u8]]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(self.macs.of(purpose));
        for part in parts {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        let mut tag = [0; 32];
        tag.copy_from_slice(context.sign().as_ref());
        tag
    }

    /// Whether `tag` is the [`Self::mac`] of `parts`, in constant time.
    pub fn verify(&self, purpose: MacPurpose, parts: &[&[u8]], tag: &[u8]) -> bool {
        same_bytes(&self.mac(purpose, parts), tag)
    }

    /// What is kept of a client secret. Compare with [`same_bytes`].
    pub fn client_secret_hash(&self, secret: &str) -> ClientSecretHash {
        ClientSecretHash(self.mac(MacPurpose::ClientSecret, &[secret.as_bytes()]))
    }
}

fn seal_bytes(
    key: &LessSafeKey,
    aad: &[u8],
    plaintext: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, CryptoError> {
    let failed = |_| CryptoError("encrypt");
    let nonce: [u8; NONCE_LEN] = entropy::bytes(entropy);
    let mut sealed = Vec::with_capacity(HEAD + plaintext.len() + key.algorithm().tag_len());
    sealed.push(VERSION);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(plaintext);
    let body = sealed.get_mut(HEAD..).unwrap_or_default();
    let tag = key
        .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(aad), body)
        .map_err(failed)?;
    sealed.extend_from_slice(tag.as_ref());
    Ok(sealed)
}

fn open_bytes(
    key: &LessSafeKey,
    aad: &[u8],
    sealed: Vec<u8>,
) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
    let mut sealed = Zeroizing::new(sealed);
    let [VERSION, rest @ ..] = sealed.as_slice() else {
        return Err(Unsealable);
    };
    let nonce = *rest.first_chunk().ok_or(Unsealable)?;
    let length = key
        .open_within(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(aad),
            sealed.as_mut_slice(),
            HEAD..,
        )
        .map_err(|_| Unsealable)?
        .len();
    sealed.truncate(length);
    Ok(sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;
    use proptest::prelude::*;

    fn seals(digit: &str) -> Seals {
        Seals::derive(&MasterKey::from_text(&digit.repeat(64)).unwrap()).unwrap()
    }

    #[test]
    fn only_the_same_purpose_data_and_master_open() {
        let (one, two) = (seals("1"), seals("2"));
        let entropy = SeededEntropy::new(1);
        for purpose in Purpose::ALL.iter().copied() {
            let text = one.seal(purpose, b"aad", b"plain", &entropy).unwrap();
            for other in Purpose::ALL.iter().copied() {
                let opened = one.open(other, b"aad", &text);
                assert_eq!(opened.is_ok(), other == purpose, "{purpose:?} as {other:?}");
            }
            assert_eq!(
                one.open(purpose, b"aad", &text).unwrap().as_slice(),
                b"plain"
            );
            assert_eq!(one.open(purpose, b"ada", &text), Err(Unsealable));
            assert_eq!(two.open(purpose, b"aad", &text), Err(Unsealable));
        }
    }

    #[test]
    fn one_spelling_only() {
        let seals = seals("1");
        let seal = |plain: &[u8]| {
            let entropy = SeededEntropy::new(1);
            seals.seal(Purpose::Demo, b"", plain, &entropy).unwrap()
        };
        for plain in [&b""[..], b"1", b"22", b"333"] {
            let text = seal(plain);
            let open = |text: &str| seals.open(Purpose::Demo, b"", text);
            assert_eq!(open(&text).unwrap().as_slice(), plain);
            for changed in [
                String::new(),
                format!("{text}="),
                format!("{text}A"),
                format!(" {text}"),
                format!("{text}\n"),
                text[1..].to_owned(),
            ] {
                assert_eq!(open(&changed), Err(Unsealable), "{changed:?}");
            }
            for end in 0..text.len() {
                assert_eq!(open(&text[..end]), Err(Unsealable));
            }
            let (head, last) = text.split_at(text.len() - 1);
            for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".chars()
            {
                if !last.starts_with(other) {
                    assert_eq!(open(&format!("{head}{other}")), Err(Unsealable));
                }
            }
        }
    }

    #[test]
    fn macs_keep_purposes_and_parts_apart() {
        let seals = seals("1");
        let parts: &[&[u8]] = &[b"ab", b"c"];
        for purpose in MacPurpose::ALL.iter().copied() {
            let tag = seals.mac(purpose, parts);
            for other in MacPurpose::ALL.iter().copied() {
                assert_eq!(seals.verify(other, parts, &tag), other == purpose);
            }
            assert!(!seals.verify(purpose, &[b"a", b"bc"], &tag));
            assert!(!seals.verify(purpose, &[b"abc"], &tag));
            assert!(!seals.verify(purpose, &[b"ab", b"c", b""], &tag));
            assert!(!seals.verify(purpose, parts, &tag[..31]));
            assert!(!seals.verify(purpose, parts, b""));
        }
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens(plain: Vec<u8>, aad: Vec<u8>, seed: u64) {
            let seals = seals("3");
            let text = seals
                .seal(Purpose::AuthorizationCode, &aad, &plain, &SeededEntropy::new(seed))
                .unwrap();
            let opened = seals.open(Purpose::AuthorizationCode, &aad, &text).unwrap();
            prop_assert_eq!(opened.as_slice(), plain.as_slice());
        }

        #[test]
        fn a_flipped_bit_is_noticed(plain: Vec<u8>, at: prop::sample::Index, bit in 0..8_u8) {
            let seals = seals("3");
            let text = seals
                .seal(Purpose::Demo, b"", &plain, &SeededEntropy::new(1))
                .unwrap();
            let mut bytes = BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            let text = BASE64URL_NOPAD.encode(&bytes);
            prop_assert_eq!(seals.open(Purpose::Demo, b"", &text), Err(Unsealable));
        }

        #[test]
        fn rubbish_never_opens(text in "[A-Za-z0-9_-]{0,200}") {
            prop_assert_eq!(seals("3").open(Purpose::Demo, b"", &text), Err(Unsealable));
        }
    }
}
