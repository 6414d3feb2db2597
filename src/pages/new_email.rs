use super::Chrome;
use askama::Template;

/// Asks for a new e-mail address.
///
/// Posts `form_token`, `email` and `current`, the password.
#[derive(Template)]
#[template(path = "new_email.html")]
pub struct NewEmail {
    /// What frames the page.
    pub chrome: Chrome,
    /// Where the form is posted.
    pub action: String,
    /// Ties the form to this browser and session.
    pub form_token: String,
    /// Whose password is asked for, for password managers.
    pub username: String,
    /// The address as it is.
    pub now: Option<String>,
    /// The new one as typed before.
    pub email: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What is wrong with the password.
    pub current_error: Option<String>,
}

/// Asks whether an address is to be that of an account. Opening it changes nothing.
///
/// Posts `form_token` and `token`.
#[derive(Template)]
#[template(path = "confirm_email.html")]
pub struct ConfirmEmail {
    /// What frames the page.
    pub chrome: Chrome,
    /// Where the form is posted.
    pub action: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// What the link proves.
    pub token: String,
    /// The new address.
    pub email: String,
}
