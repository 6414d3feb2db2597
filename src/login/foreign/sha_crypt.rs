//! SHA-512-crypt and SHA-256-crypt, as in `/etc/shadow`: `$6$[rounds=N$]SALT$HASH`, `$5$…`.

use super::MIN_SALT_BYTES;
use sha_crypt::PasswordVerifier;

/// The fewest there are.
const MIN_ROUNDS: u32 = 1000;
/// This many take about a second.
const MAX_ROUNDS: u32 = 1_000_000;

/// A SHA-crypt hash.
pub struct ShaCrypt(String);

/// Reads `$6$` and `$5$`.
pub(super) fn parse(text: &str) -> Option<ShaCrypt> {
    let (rest, length) = match (text.strip_prefix("$6$"), text.strip_prefix("$5$")) {
        (Some(rest), _) => (rest, 86),
        (_, Some(rest)) => (rest, 43),
        _ => return None,
    };
    let mut parts: Vec<_> = rest.split('$').collect();
    if let Some(rounds) = parts.first()?.strip_prefix("rounds=") {
        let rounds: u32 = rounds.parse().ok()?;
        if !(MIN_ROUNDS..=MAX_ROUNDS).contains(&rounds) {
            return None;
        }
        parts.remove(0);
    }
    let [salt, hash] = parts.as_slice() else {
        return None;
    };
    let is_crypt = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '/';
    let good = (MIN_SALT_BYTES..=16).contains(&salt.len())
        && hash.len() == length
        && salt.chars().chain(hash.chars()).all(is_crypt);
    good.then(|| ShaCrypt(text.to_owned()))
}

impl ShaCrypt {
    pub(super) fn matches(&self, password: &str) -> bool {
        let verifier = sha_crypt::ShaCrypt::default();
        let verified = verifier.verify_password(password.as_bytes(), self.0.as_str());
        verified.is_ok()
    }
}
