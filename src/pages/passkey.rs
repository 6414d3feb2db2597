use super::{Chrome, ClientCard};
use askama::Template;

/// A form that the script sends when the browser has a passkey.
///
/// Posts `fields`, `answer` and, where the person is asked for one, `name`.
pub struct PasskeyForm {
    /// Where the form is posted.
    pub action: String,
    /// What comes back with the answer.
    pub fields: Vec<(&'static str, String)>,
    /// The options for the browser, as JSON.
    pub options: String,
    /// The address of the script.
    pub script: String,
    /// Whether passkeys are offered in the field for the user name, too.
    pub autofill: bool,
    /// Whether a passkey is created, and how.
    pub creates: Option<Naming>,
    /// Its heading, with what a passkey is good for, where there is more on the page.
    pub heading: Option<String>,
    /// Whether it is the first thing to do on the page.
    pub primary: bool,
}

/// Where a new passkey has its name from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// The person is asked what to call it.
    Asked,
    /// It gets one.
    Given,
}

impl Naming {
    /// Whether the person is asked.
    pub fn is_asked(self) -> bool {
        self == Self::Asked
    }
}

/// Creates a passkey.
#[derive(Template)]
#[template(path = "new_passkey.html")]
pub struct NewPasskey {
    /// What frames the page.
    pub chrome: Chrome,
    /// The form.
    pub passkey: PasskeyForm,
    /// What went wrong.
    pub error: Option<String>,
    /// Where the person goes who does not want to.
    pub back: String,
}

/// Has a passkey made in the middle of a sign-in, where nothing else is good enough.
///
/// Posts what [`PasskeyForm`] does, or `request`, `state`, `form_token`, `method` and
/// `decision=cancel`.
#[derive(Template)]
#[template(path = "enrol_passkey.html")]
pub struct EnrolPasskey {
    /// What frames the page.
    pub chrome: Chrome,
    /// The application that asks; none when a person signs in for the account page.
    pub client: Option<ClientCard>,
    /// The form; none where the person may have no more passkeys.
    pub passkey: Option<PasskeyForm>,
    /// What went wrong.
    pub error: Option<String>,
    /// Where the forms are posted.
    pub action: String,
    /// The sealed request that goes on after signing in.
    pub request: String,
    /// What was proved so far, sealed.
    pub state: String,
    /// Ties the forms to this browser.
    pub form_token: String,
    /// Names what is set up.
    pub method: &'static str,
}

/// Offers to make a passkey to somebody who has signed in without one.
///
/// Posts what [`PasskeyForm`] does, or `request`, `form_token` and `decision`: `later` or `never`.
#[derive(Template)]
#[template(path = "passkey_offer.html")]
pub struct PasskeyOffer {
    /// What frames the page.
    pub chrome: Chrome,
    /// The form.
    pub passkey: PasskeyForm,
    /// What went wrong.
    pub error: Option<String>,
    /// Where the forms are posted.
    pub action: String,
    /// The sealed request that goes on afterwards.
    pub request: String,
    /// Ties the forms to this browser and session.
    pub form_token: String,
}
