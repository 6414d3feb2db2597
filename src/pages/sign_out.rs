use super::{Chrome, ClientCard};
use askama::Template;

/// Asks whether to sign out.
///
/// Posts `request`, `form_token` and `decision`: `logout` or `stay`.
#[derive(Template)]
#[template(path = "sign_out.html")]
pub struct SignOut {
    /// What frames the page.
    pub chrome: Chrome,
    /// The application that asks.
    pub client: Option<ClientCard>,
    /// Where the form is posted.
    pub action: String,
    /// The sealed request that goes on after the decision.
    pub request: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// Who is signed in.
    pub username: String,
}
