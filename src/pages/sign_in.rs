use super::{Chrome, ClientCard, PasskeyForm};
use askama::Template;

/// Asks for a user name and a password.
///
/// Posts `request`, `form_token`, `username` and `password`, and `passkeys=can` where the script found
/// that this device can make one and somebody wants to know; with the button to cancel also
/// `decision=cancel`, the other fields being then of no account.
#[derive(Template)]
#[template(path = "sign_in.html")]
pub struct SignIn {
    /// What frames the page.
    pub chrome: Chrome,
    /// The application that asks; none when a person signs in for the account page.
    pub client: Option<ClientCard>,
    /// Where the form is posted.
    pub action: String,
    /// The sealed request that goes on after signing in.
    pub request: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// What the user name field starts with; the cursor waits in the first field that is empty.
    pub username: String,
    /// What went wrong, the same words whether user name or password is wrong.
    pub error: Option<String>,
    /// Whether the person is signed in already and has to prove it anew.
    pub reauthenticate: bool,
    /// Whether the page offers to refuse.
    pub can_cancel: bool,
    /// Whether somebody wants to know if this device can make a passkey.
    pub offers: bool,
    /// Asks for a passkey instead, where they are on.
    pub passkey: Option<PasskeyForm>,
    /// How often it went wrong in a row, as far as the page knows: it posts `tries`.
    pub tries: u8,
    /// Where a forgotten password is replaced, if it can be.
    pub recover: Option<String>,
    /// Where people make their own accounts, if they may.
    pub sign_up: Option<String>,
}

impl SignIn {
    /// After so many tries somebody has most likely forgotten their password.
    const MANY: u8 = 3;

    /// Whether the way to a new password stands where nobody overlooks it.
    pub const fn is_stuck(&self) -> bool {
        self.tries >= Self::MANY && self.recover.is_some()
    }
}
