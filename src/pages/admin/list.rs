use super::{Deed, Field, Frame, Input, Table};
use crate::pages::Chrome;
use askama::Template;

/// Many things of one kind.
#[derive(Template)]
#[template(path = "admin/list.html")]
pub struct List {
    /// What frames every page.
    pub chrome: Chrome,
    /// What frames the page here.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// What they are.
    pub hint: Option<String>,
    /// How some of them are found; sends `q`.
    pub search: Option<Search>,
    /// What can be done here.
    pub actions: Vec<Deed>,
    /// The things.
    pub table: Table,
    /// The address of the beginning, on later pages.
    pub first: Option<String>,
    /// The address of what follows.
    pub next: Option<String>,
}

/// A search, by a form that changes nothing.
#[derive(Clone, Debug)]
pub struct Search {
    /// Where it is sent.
    pub action: String,
    /// What can be searched for.
    pub label: String,
    /// What was searched for.
    pub value: String,
    /// What else is sent.
    pub kept: Vec<(&'static str, String)>,
    /// What else narrows it down.
    pub more: Vec<Field>,
}
