use super::{Chrome, ClientCard};
use askama::Template;

/// Asks whether an application may have what it asks for.
///
/// Posts `request`, `form_token` and `decision`: `allow`, `deny` or `switch` (another account).
#[derive(Template)]
#[template(path = "consent.html")]
pub struct Consent {
    /// What frames the page.
    pub chrome: Chrome,
    /// The application that asks.
    pub client: ClientCard,
    /// Where the form is posted.
    pub action: String,
    /// The sealed request that goes on after the decision.
    pub request: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// Who is signed in.
    pub username: String,
    /// What is asked for. Empty for a request that learns no more than the subject.
    pub scopes: Vec<ScopeLine>,
}

/// One thing that is asked for.
#[derive(Clone, Debug)]
pub struct ScopeLine {
    /// In a few words, continuing "It will be able to:".
    pub title: String,
    /// What that means; may be empty.
    pub detail: String,
}
