//! bcrypt: `$2b$COST$…` and its older and other names.

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;

/// Each step doubles the work; this many take about a second.
const MAX_COST: u32 = 14;
/// `$2b$12$`, 22 characters of salt, 31 of hash.
const LENGTH: usize = 60;

/// A bcrypt hash.
pub struct Bcrypt {
    text: String,
    of_sha256: bool,
}

/// Reads `$2a$`, `$2b$` and `$2y$`.
pub(super) fn parse(text: &str) -> Option<Bcrypt> {
    let rest = ["$2a$", "$2b$", "$2y$"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))?;
    let cost: u32 = rest.split('$').next()?.parse().ok()?;
    let parts = text.parse::<bcrypt::HashParts>();
    let good = parts.is_ok() && text.len() == LENGTH && (4..=MAX_COST).contains(&cost);
    good.then(|| Bcrypt {
        text: text.to_owned(),
        of_sha256: false,
    })
}

/// The same, made of the SHA-256 of the password in hexadecimal digits.
pub(super) fn parse_of_sha256(text: &str) -> Option<Bcrypt> {
    let hash = parse(text)?;
    Some(Bcrypt {
        of_sha256: true,
        ..hash
    })
}

impl Bcrypt {
    pub(super) fn matches(&self, password: &str) -> bool {
        let verified = if self.of_sha256 {
            let hashed = HEXLOWER.encode(digest(&SHA256, password.as_bytes()).as_ref());
            bcrypt::verify(hashed, &self.text)
        } else {
            bcrypt::verify(password, &self.text)
        };
        verified.unwrap_or(false)
    }
}
