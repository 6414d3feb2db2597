use super::{Cell, Deed, Frame, Table};
use crate::pages::Chrome;
use askama::Template;

/// All that is to be known of one thing.
#[derive(Template)]
#[template(path = "admin/thing.html")]
pub struct Thing {
    /// What frames every page.
    pub chrome: Chrome,
    /// What frames the page here.
    pub frame: Frame,
    /// Its name.
    pub title: String,
    /// How it stands.
    pub marks: Vec<Cell>,
    /// What is shown now and never again.
    pub secret: Option<Secret>,
    /// What can be done with it.
    pub actions: Vec<Deed>,
    /// What is known.
    pub sections: Vec<Section>,
}

/// What is shown once.
pub struct Secret {
    /// What it is.
    pub title: String,
    /// The secret itself.
    pub value: String,
    /// What to do with it.
    pub hint: String,
}

/// A part of what is known.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Names its heading on the page.
    pub id: &'static str,
    /// The heading.
    pub title: String,
    /// What it is about.
    pub hint: Option<String>,
    /// Names with values.
    pub facts: Vec<Fact>,
    /// Things that belong to it.
    pub table: Option<Table>,
    /// What can be done here.
    pub actions: Vec<Deed>,
}

/// A name with its values.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// Whether it is a name of the standards.
    pub is_code: bool,
    /// The values.
    pub values: Vec<Cell>,
}

impl Fact {
    /// A name that people read, with one value.
    pub fn new(name: String, value: Cell) -> Self {
        Self {
            name,
            is_code: false,
            values: vec![value],
        }
    }
}
