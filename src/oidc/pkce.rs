//! Proof Key for Code Exchange (RFC 7636), `S256` only.

use super::{ErrorCode, OAuthError};
use crate::secret::same_bytes;
use aws_lc_rs::digest;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

/// An `S256` code challenge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeChallenge(String);

impl CodeChallenge {
    /// Reads `code_challenge` and `code_challenge_method` of an authorization request.
    ///
    /// # Errors
    /// `invalid_request` when one stands alone, the method is not `S256` to the letter, or the
    /// challenge is not 43 to 128 unreserved characters (RFC 7636 §4.2, §4.4.1).
    pub fn from_request(
        challenge: Option<&str>,
        method: Option<&str>,
    ) -> Result<Option<Self>, OAuthError> {
        let Some(challenge) = challenge else {
            return match method {
                Some(_) => Err(refuse("code_challenge_method without code_challenge")),
                None => Ok(None),
            };
        };
        if method != Some("S256") {
            return Err(refuse("code_challenge_method must be S256"));
        }
        if !is_unreserved_43_to_128(challenge) {
            return Err(refuse(
                "code_challenge must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~",
            ));
        }
        Ok(Some(Self(challenge.to_owned())))
    }

    /// Whether `verifier` is what the challenge was made from (RFC 7636 §4.6): 43 to 128 unreserved
    /// characters, or any visible ones for a client with `any_character`.
    pub fn is_met_by(&self, verifier: &str, any_character: bool) -> bool {
        let visible = (43..=128).contains(&verifier.len())
            && verifier.bytes().all(|byte| byte.is_ascii_graphic());
        let sane = is_unreserved_43_to_128(verifier) || (any_character && visible);
        let hash = digest::digest(&digest::SHA256, verifier.as_bytes());
        let expected = BASE64URL_NOPAD.encode(hash.as_ref());
        sane && same_bytes(expected.as_bytes(), self.0.as_bytes())
    }
}

fn refuse(description: &'static str) -> OAuthError {
    OAuthError::new(ErrorCode::InvalidRequest, description)
}

fn is_unreserved_43_to_128(text: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&text.len()) && text.bytes().all(unreserved)
}

#[cfg(test)]
mod tests {
    use super::CodeChallenge;

    /// RFC 7636 Appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    fn read(challenge: &str, method: Option<&str>) -> bool {
        CodeChallenge::from_request(Some(challenge), method).is_ok()
    }

    #[test]
    fn the_example_of_the_rfc_holds() {
        let challenge = CodeChallenge::from_request(Some(CHALLENGE), Some("S256"));
        let challenge = challenge.unwrap().unwrap();
        assert!(challenge.is_met_by(VERIFIER, false));
        assert!(!challenge.is_met_by(&VERIFIER.replace('d', "e"), false));
        assert!(!challenge.is_met_by(CHALLENGE, false));
        assert!(!challenge.is_met_by("", true));
    }

    #[test]
    fn security_a8_anything_but_s256_is_refused() {
        assert!(read(CHALLENGE, Some("S256")));
        for method in [None, Some("plain"), Some("s256"), Some("S512")] {
            assert!(!read(CHALLENGE, method), "{method:?}");
        }
        assert!(!read(&CHALLENGE[1..], Some("S256")));
        assert!(!read(&CHALLENGE.replace('E', "="), Some("S256")));
        assert!(!read(&"a".repeat(129), Some("S256")));
        assert!(CodeChallenge::from_request(None, Some("S256")).is_err());
        assert_eq!(CodeChallenge::from_request(None, None), Ok(None));
    }
}
