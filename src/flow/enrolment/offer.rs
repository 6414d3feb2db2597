//! Seeds of authenticators, offered until somebody confirms one by a code.

use crate::clock::Timestamp;
use crate::entropy;
use crate::flow::{Browser, Failure, Services};
use crate::keys::Purpose;
use crate::login::totp::{self, SEED_BYTES, Seed};
use crate::model::{Credential, CredentialKind, User, UserId};
use crate::oidc::authorization_response::encode;
use crate::secret::{Secret, same_bytes};
use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long setting up an authenticator may take.
const PATIENCE: Duration = Duration::from_mins(15);

/// A seed that nobody has confirmed yet. It travels with the browser, sealed for it and the person.
#[derive(Serialize, Deserialize)]
struct Offered {
    seed: [u8; SEED_BYTES],
    offered_at: Timestamp,
}

/// An authenticator on offer.
pub struct Offer {
    /// Comes back with the first code.
    pub sealed: String,
    /// For the picture: an address that authenticators read.
    pub uri: Secret<String>,
    /// For typing.
    pub typed: Secret<String>,
}

fn context(user: UserId, browser: &Browser) -> Vec<u8> {
    [browser.as_bytes(), user.0.as_bytes()].concat()
}

/// A new seed for `user`, to be confirmed by a code.
pub fn offer(services: &Services, user: &User, browser: &Browser) -> Result<Offer, Failure> {
    let seed: Seed = entropy::bytes(services.entropy.as_ref()).into();
    show(services, user, browser, &seed, services.now())
}

/// The same seed again, after a wrong code; nothing if it was not offered here, or is among what the
/// person `has`.
pub fn offer_again(
    services: &Services,
    user: &User,
    has: &[Credential],
    browser: &Browser,
    sealed: &str,
) -> Option<Offer> {
    let (seed, offered_at) = open(services, user, has, browser, sealed)?;
    show(services, user, browser, &seed, offered_at).ok()
}

fn show(
    services: &Services,
    user: &User,
    browser: &Browser,
    seed: &Seed,
    offered_at: Timestamp,
) -> Result<Offer, Failure> {
    let offered = Offered {
        seed: *seed.expose(),
        offered_at,
    };
    let context = context(user.id, browser);
    let text = Secret::new(BASE32_NOPAD.encode(seed.expose()));
    Ok(Offer {
        sealed: services.seal(Purpose::Enrolment, &context, &offered)?,
        uri: uri(&services.config.name, &user.username.display, text.expose()),
        typed: groups(text.expose()),
    })
}

/// The address that authenticators read (the Key URI format of Google Authenticator).
fn uri(site: &str, username: &str, seed: &str) -> Secret<String> {
    // Some read no `+` as a space.
    let quoted = |text: &str| {
        encode(&[("", text)])
            .replacen('=', "", 1)
            .replace('+', "%20")
    };
    let (site, username) = (quoted(site), quoted(username));
    format!("otpauth://totp/{site}:{username}?secret={seed}&issuer={site}").into()
}

fn groups(text: &str) -> Secret<String> {
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ").into()
}

/// Opens an offer that is to become an authenticator of a person who `has` others. It becomes one only:
/// a code would work once for each that has the seed (security G2).
pub(super) fn open(
    services: &Services,
    user: &User,
    has: &[Credential],
    browser: &Browser,
    sealed: &str,
) -> Option<(Seed, Timestamp)> {
    let context = context(user.id, browser);
    let offered: Offered = services.open(Purpose::Enrolment, &context, sealed)?;
    let age = services.now().since(offered.offered_at);
    let seed = Seed::new(offered.seed);
    let totp = has.iter().filter(|one| one.kind == CredentialKind::Totp);
    let mut known = totp.filter_map(|one| totp::seed_of(&services.seals, one));
    let is_new = !known.any(|known| same_bytes(known.expose(), seed.expose()));
    (age <= PATIENCE && is_new).then_some((seed, offered.offered_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authenticators_read_names_with_spaces_and_signs() {
        let uri = uri("My Site & Co", "ada@example.com", "ABC");
        let expected = "otpauth://totp/My%20Site%20%26%20Co:ada%40example.com?secret=ABC&issuer=My%20Site%20%26%20Co";
        assert_eq!(uri.expose(), expected);
        assert_eq!(groups("ABCDEFGHIJ").expose(), "ABCD EFGH IJ");
    }
}
