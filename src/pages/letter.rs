use super::Link;
use crate::words::Language;
use askama::Template;

/// What a letter says, in both of its forms.
#[derive(Clone)]
pub struct Letter {
    /// The name of this service, as people know it.
    pub site_name: String,
    /// The language.
    pub language: &'static Language,
    /// What it is about.
    pub subject: String,
    /// What it says before the link.
    pub before: Vec<String>,
    /// What is to be opened.
    pub link: Option<Link>,
    /// What it says after the link.
    pub after: Vec<String>,
}

/// A letter for programs that show plain text.
#[derive(Template)]
#[template(path = "mail/letter.txt", escape = "none")]
pub struct LetterText<'a> {
    /// What it says.
    pub words: &'a Letter,
}

/// A letter for all other programs. Loads nothing from anywhere.
#[derive(Template)]
#[template(path = "mail/letter.html")]
pub struct LetterHtml<'a> {
    /// What it says.
    pub words: &'a Letter,
}
