use super::{Chrome, Link};
use askama::Template;

/// Says what went wrong, to the person.
#[derive(Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// What frames the page.
    pub chrome: Chrome,
    /// What happened, as a heading.
    pub title: String,
    /// What it means and what to do, in plain words.
    pub message: String,
    /// Finds the event in the log.
    pub reference: String,
    /// What a developer wants to know, folded away.
    pub details: Option<String>,
    /// A way onwards.
    pub link: Option<Link>,
}
