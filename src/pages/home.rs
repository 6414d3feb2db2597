use super::Chrome;
use askama::Template;

/// The front door: what this is, and what to do next.
#[derive(Template)]
#[template(path = "home.html")]
pub struct Home {
    /// What frames the page.
    pub chrome: Chrome,
    /// The name of the person who is signed in.
    pub name: Option<String>,
    /// The address of the sign-in page.
    pub sign_in: String,
    /// The address of the account page.
    pub account: String,
    /// Where whoever is signed in signs out.
    pub sign_out: String,
    /// The address of the console, of whoever has a role.
    pub console: Option<String>,
    /// The address of the demo application, where it is switched on.
    pub demo: Option<String>,
    /// The issuer, to copy.
    pub issuer: String,
    /// The address of the discovery document, to copy.
    pub discovery: String,
    /// The command that registers an application, to copy.
    pub add_client: String,
}
