use super::Frame;
use crate::pages::Chrome;
use askama::Template;

/// What something is to be. Sending it changes nothing: a [`Plan`](super::Plan) follows.
///
/// Posts `form_token` and a value for each field.
#[derive(Template)]
#[template(path = "admin/form.html")]
pub struct Form {
    /// What frames every page.
    pub chrome: Chrome,
    /// What frames the page here.
    pub frame: Frame,
    /// The heading.
    pub title: String,
    /// What is asked.
    pub hint: Option<String>,
    /// Where it is posted.
    pub action: String,
    /// Ties it to this browser.
    pub form_token: String,
    /// What is wrong with the whole, in the words of the commands (English).
    pub problems: Vec<String>,
    /// The fields; the first part is always open.
    pub parts: Vec<Part>,
    /// The way back.
    pub back: String,
}

impl Form {
    fn is_wrong(&self) -> bool {
        !self.problems.is_empty() || self.parts.iter().any(Part::is_wrong)
    }
}

/// Fields that belong together.
#[derive(Clone, Debug)]
pub struct Part {
    /// Names its heading on the page.
    pub id: &'static str,
    /// The heading.
    pub title: String,
    /// Whether few need it, so that it is folded where nothing in it is out of the ordinary.
    pub is_rare: bool,
    /// Whether something in it is out of the ordinary.
    pub is_used: bool,
    /// The fields.
    pub fields: Vec<Field>,
}

impl Part {
    /// Fields that everybody sees.
    pub const fn open(id: &'static str, title: String, fields: Vec<Field>) -> Self {
        Self {
            id,
            title,
            is_rare: false,
            is_used: true,
            fields,
        }
    }

    const fn is_folded(&self) -> bool {
        self.is_rare
    }

    fn is_open(&self) -> bool {
        self.is_used || self.is_wrong()
    }

    fn is_wrong(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Input {
    /// One line.
    #[default]
    Line,
    /// An e-mail address.
    Email,
    /// A whole number.
    Number,
    /// A day (`2026-11-28`).
    Date,
    /// Several lines.
    Lines,
    /// Yes or no.
    Check,
    /// One of some.
    Choice,
    /// Any of some.
    Many,
}

/// One of some.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What it says.
    pub label: String,
}

/// A field.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Its name in the form.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// Whether that is a name of the standards.
    pub is_code: bool,
    /// What is expected there.
    pub hint: Option<String>,
    /// What it holds: `on` where a box is ticked, a line for each of several.
    pub value: String,
    /// How it is filled in.
    pub input: Input,
    /// What there is to choose from.
    pub options: Vec<Choice>,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Whether that is said in the words of the commands (English).
    pub is_english: bool,
}

impl Field {
    pub(super) fn is_check(&self) -> bool {
        self.input == Input::Check
    }

    pub(super) fn is_many(&self) -> bool {
        self.input == Input::Many
    }

    pub(super) fn has(&self, option: &Choice) -> bool {
        self.value.lines().any(|line| line == option.value)
    }

    pub(super) fn is_area(&self) -> bool {
        self.input == Input::Lines
    }

    pub(super) fn is_described(&self) -> bool {
        self.hint.is_some() || self.error.is_some()
    }

    pub(super) fn rows(&self) -> usize {
        self.value.lines().count().clamp(2, 8)
    }

    pub(super) fn kind(&self) -> &'static str {
        match self.input {
            Input::Email => "email",
            Input::Number => "number",
            Input::Date => "date",
            _ => "text",
        }
    }
}
