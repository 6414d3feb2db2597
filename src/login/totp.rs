//! Codes from an authenticator (TOTP, RFC 6238): SHA-1, six digits, a new one every 30 seconds, as
//! every authenticator has them.

use super::{Factor, SignIn, SignInError};
use crate::clock::Timestamp;
use crate::keys::Seals;
use crate::model::{Credential, CredentialKind};
use crate::secret::{Secret, same_bytes};
use crate::store::Account;
use aws_lc_rs::hmac;

/// Seconds of a step (RFC 6238 §5.2).
const STEP: i64 = 30;
/// Codes have this many digits.
const DIGITS: usize = 6;
/// 10 to the number of digits.
const MODULUS: u32 = 1_000_000;
/// Steps before and after the current one whose codes are taken, for clocks that differ
/// (RFC 6238 §5.2, security G2).
const DRIFT: i64 = 1;

/// Bytes of a seed: as long as the hash (RFC 4226 §4 R6).
pub const SEED_BYTES: usize = 20;

/// What an authenticator and Signet share.
pub type Seed = Secret<[u8; SEED_BYTES]>;

/// A code as typed.
#[derive(Debug)]
pub struct Totp(pub Secret<String>);

impl Factor for Totp {
    fn amr(&self) -> &'static [&'static str] {
        &["otp"]
    }

    async fn proves(
        &self,
        sign_in: &SignIn<'_>,
        account: Option<&Account>,
    ) -> Result<bool, SignInError> {
        let Some(account) = account else {
            return Ok(false);
        };
        let all = sign_in.store.credentials_of(account.user.id).await?;
        for credential in all.iter().filter(|one| one.kind == CredentialKind::Totp) {
            // Used once, it is good for no other (security G2).
            if let Some(is_first_use) = self.used_for(sign_in, credential).await? {
                return Ok(is_first_use);
            }
        }
        Ok(false)
    }
}

impl Totp {
    /// Whether the code, which is this authenticator's, was not used before; nothing where it is not.
    /// The step is written down with the use, and neither it nor one before it is taken again, also
    /// where the clock is set back (security G2, O6).
    async fn used_for(
        &self,
        sign_in: &SignIn<'_>,
        credential: &Credential,
    ) -> Result<Option<bool>, SignInError> {
        let now = sign_in.clock.now();
        let Some(seed) = seed_of(sign_in.seals, credential) else {
            tracing::error!(
                credential = %credential.id,
                "the seed of an authenticator does not open: another master key, or a changed row"
            );
            return Ok(None);
        };
        let Some(step) = matching_step(&seed, self.0.expose(), now) else {
            return Ok(None);
        };
        let used = sign_in.store.use_credential(credential.id, step, now);
        Ok(Some(used.await?))
    }
}

/// What the authenticator `credential` shares; nothing where it does not open.
pub fn seed_of(seals: &Seals, credential: &Credential) -> Option<Seed> {
    let opened = seals.unwrap_seed(credential)?;
    let bytes = <[u8; SEED_BYTES]>::try_from(opened.as_slice()).ok()?;
    Some(bytes.into())
}

/// The step around `now` whose code was typed, spaces apart.
pub fn matching_step(seed: &Seed, typed: &str, now: Timestamp) -> Option<i64> {
    let typed: Secret<String> = typed.split_whitespace().collect::<String>().into();
    let current = now.0.div_euclid(STEP);
    let mut steps = current.saturating_sub(DRIFT)..=current.saturating_add(DRIFT);
    steps.find(|step| same_bytes(code(seed, *step).as_bytes(), typed.expose().as_bytes()))
}

/// The code of a step (RFC 4226 §5.3).
pub fn code(seed: &Seed, step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, seed.expose());
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let offset = usize::from(tag.last().copied().unwrap_or_default() & 0xf);
    let chosen = tag.get(offset..).and_then(<[u8]>::first_chunk);
    let number = u32::from_be_bytes(chosen.copied().unwrap_or_default()) & 0x7fff_ffff;
    format!("{:0DIGITS$}", number % MODULUS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: Seed = Secret::new(*b"12345678901234567890");

    #[test]
    fn codes_are_those_of_rfc_6238_appendix_b() {
        // The last six of the eight digits there.
        for (time, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(&SEED, time / STEP), expected, "at {time}");
        }
    }

    #[test]
    fn security_g2_a_code_is_good_for_its_step_and_one_before_or_after() {
        let now = Timestamp(1_111_111_111);
        let typed = code(&SEED, now.0 / STEP);
        let at = |seconds: i64| matching_step(&SEED, &typed, Timestamp(now.0 + seconds));
        for seconds in [-STEP, 0, STEP] {
            assert_eq!(at(seconds), Some(now.0 / STEP), "{seconds}");
        }
        for seconds in [-2 * STEP, 2 * STEP] {
            assert_eq!(at(seconds), None, "{seconds}");
        }
    }

    #[test]
    fn spaces_are_nothing_and_everything_else_is_wrong() {
        let now = Timestamp(59);
        assert!(matching_step(&SEED, " 287 082\n", now).is_some());
        for typed in ["", "28708", "2870820", "287083", "٢٨٧٠٨٢", "+87082"] {
            assert_eq!(matching_step(&SEED, typed, now), None, "{typed:?}");
        }
    }
}
