use super::{Chrome, PasswordRefused};
use askama::Template;

/// Asks for a new password.
///
/// Posts `form_token` and `password`, with a link `token`, and with `current` what the current one
/// is.
#[derive(Template)]
#[template(path = "new_password.html")]
pub struct NewPassword {
    /// What frames the page.
    pub chrome: Chrome,
    /// Where the form is posted.
    pub action: String,
    /// Ties the form to this browser, and to the session where there is one.
    pub form_token: String,
    /// What the link proves; none for whoever is signed in.
    pub token: Option<String>,
    /// Whose password it is, for password managers.
    pub username: Option<String>,
    /// Fewest characters.
    pub min_chars: usize,
    /// What is wrong with the current password.
    pub current_error: Option<String>,
    /// Why the new one is refused.
    pub refused: Option<PasswordRefused>,
}
