use super::Chrome;
use askama::Template;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The account of which the password is forgotten.
    Recovery,
    /// The address of a new account.
    SignUp,
}

/// Asks for an address to which a link is sent.
///
/// Posts `request`, `form_token` and `login`; with the button to sign in instead also
/// `decision=sign-in`.
#[derive(Template)]
#[template(path = "ask_address.html")]
pub struct AskAddress {
    /// What frames the page.
    pub chrome: Chrome,
    /// What is asked for.
    pub asked: Asked,
    /// Where the form is posted.
    pub action: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// The sealed request that goes on afterwards, if there is one.
    pub request: Option<String>,
    /// What was typed before.
    pub login: String,
    /// What is wrong with it.
    pub error: Option<String>,
}
