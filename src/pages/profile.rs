use super::Chrome;
use askama::Template;

/// Changes what a person says of themselves.
///
/// Posts `form_token` and a value for each field.
#[derive(Template)]
#[template(path = "profile.html")]
pub struct Profile {
    /// What frames the page.
    pub chrome: Chrome,
    /// Where the form is posted.
    pub action: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// What can be said.
    pub fields: Vec<FieldLine>,
    /// The address of the account page.
    pub account: String,
}

/// One field.
pub struct FieldLine {
    /// Its name in the form.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
    /// What is expected there.
    pub hint: Option<String>,
    /// What it holds, or what was typed before.
    pub value: String,
    /// As what the browser knows it.
    pub autocomplete: &'static str,
    /// The type of the field.
    pub input: &'static str,
    /// Whether it has several lines.
    pub lines: bool,
    /// Whether the languages of the pages are suggested.
    pub languages: bool,
    /// What is wrong with what was typed.
    pub error: Option<String>,
}

impl Profile {
    fn is_wrong(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// Whether this field is the first that is wrong.
    fn is_first_wrong(&self, field: &FieldLine) -> bool {
        let first = self.fields.iter().find(|field| field.error.is_some());
        first.is_some_and(|first| first.name == field.name)
    }
}

impl FieldLine {
    fn is_described(&self) -> bool {
        self.hint.is_some() || self.error.is_some()
    }
}
