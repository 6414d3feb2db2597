//! Client secrets: made by Signet, or brought by an operator (security C3).

use super::ClientsError;
use crate::entropy::{self, Entropy};
use crate::flow::Services;
use crate::keys::Purpose;
use crate::model::{ClientSecretHash, SealedSecret};
use crate::oidc::ClientId;
use crate::oidc::client_metadata::ClientAuthMethod;
use crate::secret::Secret;
use data_encoding::BASE64URL_NOPAD;

/// Random bytes of a generated secret: 256 bits.
const RANDOM_BYTES: usize = 32;

/// Longest secret, in characters.
const MAX_CHARS: usize = 256;

/// Shorter ones are worth a warning.
const ADVISED_CHARS: usize = 32;

/// Why a secret is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientSecretError {
    /// It protects nothing.
    #[error("the client secret is empty: write one, or leave it out to have one made")]
    Empty,
    /// Not what RFC 6749 Appendix A.2 allows, or too long.
    #[error(
        "the client secret is not usable: use at most {MAX_CHARS} printable ASCII characters, or \
         leave it out to have one made"
    )]
    Unusable,
}

/// A new secret.
pub(super) fn generate(entropy: &dyn Entropy) -> Secret<String> {
    let bytes: [u8; RANDOM_BYTES] = entropy::bytes(entropy);
    Secret::new(BASE64URL_NOPAD.encode(&bytes))
}

/// What is kept of `secret`: its hash, and the secret itself, sealed, where it is a key.
pub(super) fn keep(
    services: &Services,
    id: &ClientId,
    method: ClientAuthMethod,
    secret: &Secret<String>,
) -> Result<(Option<ClientSecretHash>, Option<SealedSecret>), ClientsError> {
    let hash = services.seals.client_secret_hash(secret.expose());
    let sealed = if method == ClientAuthMethod::ClientSecretJwt {
        let context = id.as_str().as_bytes();
        let sealed = services.seal(Purpose::ClientSecret, context, secret.expose());
        Some(SealedSecret(sealed.map_err(ClientsError::Seal)?))
    } else {
        None
    };
    Ok((Some(hash), sealed))
}

/// Whether an operator's `secret` can be one (RFC 6749 Appendix A.2).
pub fn check_secret(secret: &Secret<String>) -> Result<(), ClientSecretError> {
    let secret = secret.expose();
    let printable = secret.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    match secret.len() {
        0 => Err(ClientSecretError::Empty),
        1..=MAX_CHARS if printable => Ok(()),
        _ => Err(ClientSecretError::Unusable),
    }
}

/// What to tell the operator about a usable `secret`, if anything.
pub(super) fn warning(secret: &Secret<String>) -> Option<String> {
    let chars = secret.expose().len();
    (chars < ADVISED_CHARS).then(|| {
        format!(
            "the client secret has {chars} characters: use {ADVISED_CHARS} or more random ones, \
             or leave it out to have one made"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn security_c3_generated_secrets_have_256_bits_and_pass_the_check() {
        let secret = generate(&SeededEntropy::new(1));
        assert_eq!(secret.expose().len(), 43);
        assert_eq!(check_secret(&secret), Ok(()));
        assert_eq!(warning(&secret), None);
    }

    #[test]
    fn an_operators_secret_is_printable_and_not_empty() {
        let check = |text: &str| check_secret(&Secret::new(text.to_owned()));
        assert_eq!(check(""), Err(ClientSecretError::Empty));
        for text in ["a\n", "\0", "sécret", &"x".repeat(257)] {
            assert_eq!(check(text), Err(ClientSecretError::Unusable), "{text:?}");
        }
        for text in ["x", "with space", &"x".repeat(256)] {
            assert_eq!(check(text), Ok(()), "{text:?}");
        }
        assert!(warning(&Secret::new("short".to_owned())).is_some());
    }
}
