//! Codes on paper, each of which stands in for a second factor once.

use super::{Factor, SignIn, SignInError};
use crate::entropy::{self, Entropy};
use crate::model::{CredentialKind, CredentialSecret};
use crate::secret::{Secret, same_bytes};
use crate::store::Account;
use aws_lc_rs::digest;
use data_encoding::BASE32_NOPAD;

/// How many are made at once.
pub const CODES: usize = 10;
/// Bytes of a code.
const BYTES: usize = 15;
/// Characters between hyphens.
const GROUP: usize = 4;

/// A code as typed.
#[derive(Debug)]
pub struct RecoveryCode(pub Secret<String>);

impl Factor for RecoveryCode {
    /// A password for one use (RFC 8176 §2 `otp`).
    fn amr(&self) -> &'static [&'static str] {
        &["otp"]
    }

    async fn proves(
        &self,
        sign_in: &SignIn<'_>,
        account: Option<&Account>,
    ) -> Result<bool, SignInError> {
        let (Some(account), Some(hash)) = (account, hash(self.0.expose())) else {
            return Ok(false);
        };
        let all = sign_in.store.credentials_of(account.user.id).await?;
        let is_it = |secret: &CredentialSecret| same_bytes(&secret.0, &hash.0);
        let found = all
            .iter()
            .find(|one| one.kind == CredentialKind::RecoveryCode && is_it(&one.secret));
        let Some(found) = found else {
            return Ok(false);
        };
        let (store, now) = (sign_in.store, sign_in.clock.now());
        let used = store.use_credential(found.id, 1, now).await?;
        if used {
            tracing::info!(event = "recovery_code_used", user = %account.user.id, sub = %account.user.sub());
        }
        Ok(used)
    }
}

/// A new code, as it is shown.
pub fn generate(entropy: &dyn Entropy) -> Secret<String> {
    let bytes: Secret<[u8; BYTES]> = entropy::bytes(entropy).into();
    let text = Secret::new(BASE32_NOPAD.encode(bytes.expose()).to_lowercase());
    in_groups(text.expose())
}

/// `text` in groups of four with hyphens between them.
fn in_groups(text: &str) -> Secret<String> {
    let mut shown = String::with_capacity(text.len() * 2);
    for (at, character) in text.chars().enumerate() {
        if at > 0 && at % GROUP == 0 {
            shown.push('-');
        }
        shown.push(character);
    }
    shown.into()
}

/// What is kept of a code; nothing if `typed` cannot be one. It has 120 random bits, which nobody
/// finds by trying: a plain hash does (security G4).
pub fn hash(typed: &str) -> Option<CredentialSecret> {
    // Digits that are no letters of the alphabet were meant for those they look like.
    let letters = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            other => other,
        });
    let letters: Secret<String> = letters.take(2 * BYTES).collect::<String>().into();
    let bytes = BASE32_NOPAD.decode(letters.expose().as_bytes()).ok()?;
    let bytes = Secret::new(bytes);
    let fits = bytes.expose().len() == BYTES;
    let hash = digest::digest(&digest::SHA256, bytes.expose());
    fits.then(|| CredentialSecret(hash.as_ref().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn security_g4_codes_have_120_bits_and_are_read_however_they_are_typed() {
        let code = generate(&SeededEntropy::new(1));
        let code = code.expose();
        assert_eq!(code.len(), 24 + 5, "{code}");
        assert_ne!(code, generate(&SeededEntropy::new(2)).expose());
        let kept = hash(code).unwrap();
        assert_eq!(kept.0.len(), 32);
        let loud = format!(" {}\n", code.to_uppercase().replace('-', " "));
        for typed in [loud, code.replace('-', ""), code.replace('o', "0")] {
            assert_eq!(hash(&typed), Some(kept.clone()), "{typed:?}");
        }
        for typed in ["", "123456", &code[1..], &format!("{code}aaaa")] {
            assert_eq!(hash(typed), None, "{typed:?}");
        }
    }
}
