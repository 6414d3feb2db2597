use super::{Chrome, SetupErrors};
use askama::Template;

/// Makes an account for whoever has proven the address.
///
/// Posts `token`, `form_token`, `name`, `username` and `password`.
#[derive(Template)]
#[template(path = "new_account.html")]
pub struct NewAccount {
    /// What frames the page.
    pub chrome: Chrome,
    /// Where the form is posted.
    pub action: String,
    /// What the link proves.
    pub token: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// The proven address.
    pub email: String,
    /// The person's name as typed before.
    pub name: String,
    /// The user name as typed before.
    pub username: String,
    /// Fewest characters of a password.
    pub min_chars: usize,
    /// What is wrong with single fields.
    pub errors: SetupErrors,
}
