//! Tokens in forms: a form that changes something was made by Signet, for this browser and session,
//! for this action (security E6).

use super::{Browser, Services};
use crate::keys::MacPurpose;
use crate::model::SessionId;
use crate::secret::same_bytes;
use data_encoding::BASE64URL_NOPAD;

/// What a form does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named for the form")]
pub enum Action {
    SignIn,
    SelectAccount,
    Consent,
    SignOut,
    Setup,
    Account,
    UserCode,
    Device,
}

impl Action {
    const fn label(self) -> &'static str {
        match self {
            Self::SignIn => "sign in",
            Self::SelectAccount => "select account",
            Self::Consent => "consent",
            Self::SignOut => "sign out",
            Self::Setup => "setup",
            Self::Account => "account",
            Self::UserCode => "user code",
            Self::Device => "device",
        }
    }
}

/// The token for a form.
pub fn issue(
    services: &Services,
    action: Action,
    browser: &Browser,
    session: Option<SessionId>,
) -> String {
    BASE64URL_NOPAD.encode(&mac(services, action, browser, session))
}

/// Whether `token` is the one of such a form.
pub fn verify(
    services: &Services,
    action: Action,
    browser: &Browser,
    session: Option<SessionId>,
    token: &str,
) -> bool {
    let given = BASE64URL_NOPAD.decode(token.as_bytes()).unwrap_or_default();
    same_bytes(&given, &mac(services, action, browser, session))
}

fn mac(
    services: &Services,
    action: Action,
    browser: &Browser,
    session: Option<SessionId>,
) -> [u8; 32] {
    let session = session.map(|id| *id.0.as_bytes()).unwrap_or_default();
    let parts = [action.label().as_bytes(), browser.as_bytes(), &session];
    services.seals.mac(MacPurpose::FormToken, &parts)
}
