use super::{Chrome, ClientCard, PasskeyForm};
use askama::Template;

/// Asks for a passkey or a code: an authenticator's, or a recovery code.
///
/// Posts `request`, `state`, `form_token`, `method`, `code` and, where it is ticked, `remember`;
/// with the button to cancel also `decision=cancel`.
#[derive(Template)]
#[template(path = "second_factor.html")]
pub struct SecondFactor {
    /// What frames the page.
    pub chrome: Chrome,
    /// The application that asks; none when a person signs in for the account page.
    pub client: Option<ClientCard>,
    /// Where the form is posted.
    pub action: String,
    /// The sealed request that goes on after signing in.
    pub request: String,
    /// What was proved so far, sealed.
    pub state: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// Whether a recovery code is asked for.
    pub recovery: bool,
    /// Whether that leads to a new passkey.
    pub renews: bool,
    /// Whether an authenticator's code is asked for.
    pub totp: bool,
    /// Asks for a passkey, where there is one.
    pub passkey: Option<PasskeyForm>,
    /// Where the other kind of code is asked for.
    pub other: Option<String>,
    /// For how long this browser may be remembered, for people; none if it may not.
    pub remember: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
}

/// What the page needs that sets up an authenticator.
pub struct EnrolForm {
    /// Where the form is posted.
    pub action: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// The sealed request and state of a sign-in under way; none on the account page.
    pub sign_in: Option<(String, String)>,
    /// What is being set up, sealed.
    pub offer: String,
    /// The picture, as SVG.
    pub picture: String,
    /// The seed for typing.
    pub seed: String,
    /// What went wrong.
    pub error: Option<String>,
    /// Where the person goes who does not want to; none in a sign-in.
    pub back: Option<String>,
}

/// Sets up an authenticator: shows what it needs and asks for its first code. In a sign-in, a passkey can
/// be made instead.
///
/// Posts `request` and `state` where there are some, `offer`, `form_token`, `method=enrol` and
/// `code`.
#[derive(Template)]
#[template(path = "enrol.html")]
pub struct Enrol {
    /// What frames the page.
    pub chrome: Chrome,
    /// Makes a passkey, where one may be made instead.
    pub passkey: Option<PasskeyForm>,
    /// Why no passkey was made.
    pub passkey_error: Option<String>,
    /// The form.
    pub form: EnrolForm,
}

/// Recovery codes, shown once.
#[derive(Template)]
#[template(path = "recovery_codes.html")]
pub struct RecoveryCodes {
    /// What frames the page.
    pub chrome: Chrome,
    /// The codes.
    pub codes: Vec<String>,
    /// Where the person goes on.
    pub onward: String,
}

impl Enrol {
    /// The key of what is set up.
    const fn title(&self) -> &'static str {
        if self.passkey.is_some() {
            "enrol-second"
        } else {
            "enrol-title"
        }
    }
}
