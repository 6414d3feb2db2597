use super::{Chrome, ClientCard};
use askama::Template;

/// Says that the account may not use an application.
///
/// Posts `request`, `form_token` and `decision`: `switch` (another account) or `deny` (back).
#[derive(Template)]
#[template(path = "turned_away.html")]
pub struct TurnedAway {
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
    /// What an operator has it explained by.
    pub reference: String,
}
