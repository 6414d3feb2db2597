use super::{Chrome, Link};
use askama::Template;

/// Says that something was done, or what is to be done next.
#[derive(Template)]
#[template(path = "told.html")]
pub struct Told {
    /// What frames the page.
    pub chrome: Chrome,
    /// The heading.
    pub title: String,
    /// What happened, in plain words.
    pub message: String,
    /// A way onwards.
    pub link: Option<Link>,
}
