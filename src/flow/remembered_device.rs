//! A browser that has shown a second factor and may do without for a while, where the operator
//! allows it. Nothing is kept of it: the proof lies in a cookie of this browser, and is worth nothing
//! once the password or a factor of the account is another.

use super::second_factor::Mark;
use super::{Browser, Services};
use crate::clock::Timestamp;
use crate::keys::MacPurpose;
use data_encoding::BASE64URL_NOPAD;

/// The proof for `browser` and the account of `mark`; none where no browser is remembered.
pub fn issue(services: &Services, mark: &Mark, browser: &Browser) -> Option<String> {
    let lasts = services.config.second_factors.remembered;
    let until = (!lasts.is_zero()).then(|| services.now().plus(lasts))?;
    let mut proof = until.0.to_be_bytes().to_vec();
    proof.extend_from_slice(&mac(services, until, mark, browser));
    Some(BASE64URL_NOPAD.encode(&proof))
}

/// Whether `proof` is such a proof and still good.
pub fn trusts(services: &Services, proof: &str, mark: &Mark, browser: &Browser) -> bool {
    let lasts = services.config.second_factors.remembered;
    let proof = BASE64URL_NOPAD.decode(proof.as_bytes()).unwrap_or_default();
    let Some((until, tag)) = proof.split_first_chunk() else {
        return false;
    };
    let until = Timestamp(i64::from_be_bytes(*until));
    let now = services.now();
    // The setting may have been shortened since.
    let lives = now < until && until <= now.plus(lasts);
    lives
        && services.seals.verify(
            MacPurpose::RememberedDevice,
            &parts(&until.0.to_be_bytes(), mark, browser),
            tag,
        )
}

fn mac(services: &Services, until: Timestamp, mark: &Mark, browser: &Browser) -> [u8; 32] {
    let until = until.0.to_be_bytes();
    services
        .seals
        .mac(MacPurpose::RememberedDevice, &parts(&until, mark, browser))
}

fn parts<'a>(until: &'a [u8], mark: &'a Mark, browser: &'a Browser) -> [&'a [u8]; 3] {
    [until, mark.as_bytes(), browser.as_bytes()]
}
