//! How apps see from afar whether somebody is still signed in (OpenID Connect Session Management 1.0).

use super::Services;
use super::session::SignedIn;
use crate::entropy;
use crate::keys::MacPurpose;
use crate::model::SessionId;
use aws_lc_rs::digest;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use url::Url;

/// What a script may know of the browser's session: nothing but that it is another, or none.
pub fn browser_state(services: &Services, session: SessionId) -> String {
    let mac = services
        .seals
        .mac(MacPurpose::SessionState, &[session.0.as_bytes()]);
    BASE64URL_NOPAD.encode(&mac)
}

/// The `session_state` of an answer (§2, §3.2): none without a session, or to an address that has no
/// origin.
pub fn of(
    services: &Services,
    client_id: &str,
    redirect_uri: &str,
    signed_in: Option<&SignedIn>,
) -> Option<String> {
    let session = signed_in?.session.id;
    let origin = Url::parse(redirect_uri).ok()?.origin();
    if !origin.is_tuple() {
        return None;
    }
    let salt = BASE64URL_NOPAD.encode(&entropy::bytes::<12>(services.entropy.as_ref()));
    let origin = origin.ascii_serialization();
    let state = browser_state(services, session);
    Some(hash(client_id, &origin, &state, &salt))
}

/// As `static/check-session.js` computes it.
fn hash(client_id: &str, origin: &str, browser_state: &str, salt: &str) -> String {
    let text = format!("{client_id} {origin} {browser_state} {salt}");
    let hash = digest::digest(&digest::SHA256, text.as_bytes());
    format!("{}.{salt}", HEXLOWER.encode(hash.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn protocol_149_a_known_session_state() {
        // printf 'app https://app.example state salt' | sha256sum
        let expected = "4ca2b64cfe67e32414996d650625a011af070db696c62b72e0061ed618dabbbf.salt";
        assert_eq!(
            hash("app", "https://app.example", "state", "salt"),
            expected
        );
    }
}
