//! The files that pages load, compiled into the binary.

use crate::colour::Colour;
use crate::oidc::ClientId;
use crate::oidc::authorization_response::encode;

/// The stylesheet, which [`Branding`](super::Branding) adds to.
pub const STYLESHEET: &[u8] = include_bytes!("../../static/signet.css");

/// The stylesheet of the operator's pages, beside the other, served below the issuer as
/// `/static/console.css`.
pub const CONSOLE: &[u8] = include_bytes!("../../static/console.css");

/// The address of [`CONSOLE`], where `base` is the path of the issuer.
pub fn console_href(base: &str) -> String {
    let version = const { fnv1a(CONSOLE) };
    format!("{base}/static/console.css?v={version:016x}")
}

/// The address of the stylesheet that makes `colour` the accent colour, where `base` is the path of the
/// issuer.
pub fn accent_href(base: &str, colour: Colour) -> String {
    let colour = colour.to_string();
    format!(
        "{base}/static/accent.css?colour={}",
        colour.trim_start_matches('#')
    )
}

/// The address of the stylesheet of the app `client_id`, where `base` is the path of the issuer. It
/// changes with the content.
pub fn client_href(base: &str, client_id: &ClientId, stylesheet: &str) -> String {
    let version = version(stylesheet);
    let query = encode(&[("client_id", client_id.as_str()), ("v", &version)]);
    format!("{base}/static/client.css?{query}")
}

/// What tells a text from others in an address.
pub fn version(text: &str) -> String {
    format!("{:016x}", fnv1a(text.as_bytes()))
}

/// The mark, for whom no logo is set; served below the issuer as `/static/signet.svg` too.
pub const MARK: &[u8] = include_bytes!("../../static/signet.svg");

/// The script of [`CheckSession`](super::CheckSession), served below the issuer as
/// `/static/check-session.js`.
pub const CHECK_SESSION: &[u8] = include_bytes!("../../static/check-session.js");

/// The address of [`CHECK_SESSION`], where `base` is the path of the issuer.
pub fn check_session_href(base: &str) -> String {
    let version = const { fnv1a(CHECK_SESSION) };
    format!("{base}/static/check-session.js?v={version:016x}")
}

/// The script of pages that ask for a passkey, served below the issuer as `/static/passkey.js`.
pub const PASSKEY: &[u8] = include_bytes!("../../static/passkey.js");

/// The address of [`PASSKEY`], where `base` is the path of the issuer.
pub fn passkey_href(base: &str) -> String {
    let version = const { fnv1a(PASSKEY) };
    format!("{base}/static/passkey.js?v={version:016x}")
}

/// The script of pages on which passwords are typed, served below the issuer as `/static/password.js`.
pub const PASSWORD: &[u8] = include_bytes!("../../static/password.js");

/// The address of [`PASSWORD`], where `base` is the path of the issuer.
pub fn password_href(base: &str) -> String {
    let version = const { fnv1a(PASSWORD) };
    format!("{base}/static/password.js?v={version:016x}")
}

/// FNV-1a: nothing is defended here, versions need only differ, and it runs in the compiler.
pub(super) const fn fnv1a(mut bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    while let [byte, rest @ ..] = bytes {
        hash = (hash ^ *byte as u64).wrapping_mul(0x0100_0000_01b3);
        bytes = rest;
    }
    hash
}
