use super::{Chrome, Link};
use askama::Template;

/// Says that the session has ended.
#[derive(Template)]
#[template(path = "signed_out.html")]
pub struct SignedOut {
    /// What frames the page.
    pub chrome: Chrome,
    /// What else there is to know, such as applications that could not be told.
    pub notice: Option<String>,
    /// The way back to the application.
    pub link: Option<Link>,
}
