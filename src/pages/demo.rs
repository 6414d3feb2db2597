use super::Chrome;
use askama::Template;

/// The start page of the built-in demo application.
#[derive(Template)]
#[template(path = "demo.html")]
pub struct Demo {
    /// What frames the page.
    pub chrome: Chrome,
    /// The address that starts the sign-in.
    pub sign_in: String,
    /// The address of the front page.
    pub home: String,
}
