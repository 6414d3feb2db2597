use super::{Chrome, PasswordRefused};
use askama::Template;

/// Makes the first account, that of the owner.
///
/// Posts `token`, `form_token`, `name`, `username`, `email` and `password`.
#[derive(Template)]
#[template(path = "setup.html")]
pub struct Setup {
    /// What frames the page.
    pub chrome: Chrome,
    /// Where the form is posted.
    pub action: String,
    /// Proves that whoever opened the page runs this service.
    pub token: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// The person's name as typed before.
    pub name: String,
    /// The user name as typed before.
    pub username: String,
    /// The e-mail address as typed before.
    pub email: String,
    /// Fewest characters of a password.
    pub min_chars: usize,
    /// What went wrong with the form as a whole.
    pub error: Option<String>,
    /// What is wrong with single fields.
    pub errors: SetupErrors,
}

/// What is wrong with which field.
#[derive(Clone, Debug, Default)]
pub struct SetupErrors {
    /// About the person's name.
    pub name: Option<String>,
    /// About the user name.
    pub username: Option<String>,
    /// About the e-mail address.
    pub email: Option<String>,
    /// About the password.
    pub password: Option<PasswordRefused>,
}

impl SetupErrors {
    /// Whether any field is wrong.
    pub const fn any(&self) -> bool {
        self.name.is_some()
            || self.username.is_some()
            || self.email.is_some()
            || self.password.is_some()
    }
}
