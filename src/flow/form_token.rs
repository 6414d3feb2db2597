//! Tokens in forms: a form that changes something was made by Signet, for this browser and session,
//! for this action (security E6). The session counts as of its last sign-in: its secret, not its
//! identifier.

use super::{Browser, Services};
use crate::keys::MacPurpose;
use crate::model::SessionSecretHash;
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
    SecondFactor,
    Security,
    Recovery,
    NewPassword,
    SignUp,
    NewAccount,
    ConfirmEmail,
    /// The operator's page with this path.
    Console(&'static str),
    KeepAccount,
    PasskeyOffer,
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
            Self::SecondFactor => "second factor",
            Self::Security => "security",
            Self::Recovery => "recovery",
            Self::NewPassword => "new password",
            Self::SignUp => "sign up",
            Self::NewAccount => "new account",
            Self::ConfirmEmail => "confirm e-mail address",
            Self::Console(path) => path,
            Self::KeepAccount => "keep account",
            Self::PasskeyOffer => "passkey offer",
        }
    }
}

/// The token for a form.
pub fn issue(
    services: &Services,
    action: Action,
    browser: &Browser,
    session: Option<SessionSecretHash>,
) -> String {
    BASE64URL_NOPAD.encode(&mac(services, action, browser, session))
}

/// Whether `token` is the one of such a form.
pub fn verify(
    services: &Services,
    action: Action,
    browser: &Browser,
    session: Option<SessionSecretHash>,
    token: &str,
) -> bool {
    let given = BASE64URL_NOPAD.decode(token.as_bytes()).unwrap_or_default();
    same_bytes(&given, &mac(services, action, browser, session))
}

fn mac(
    services: &Services,
    action: Action,
    browser: &Browser,
    session: Option<SessionSecretHash>,
) -> [u8; 32] {
    let session = session.map_or([0; 32], |hash| hash.0);
    let parts = [action.label().as_bytes(), browser.as_bytes(), &session];
    services.seals.mac(MacPurpose::FormToken, &parts)
}
