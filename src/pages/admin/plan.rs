use super::Frame;
use crate::pages::Chrome;
use askama::Template;

/// What will be different, before it is.
///
/// Posts `form_token`, `seen`, the fields that led here, `typed` where that is asked for, and `confirm`
/// or `edit`.
#[derive(Template)]
#[template(path = "admin/plan.html")]
pub struct Plan {
    /// What frames every page.
    pub chrome: Chrome,
    /// What frames the page here.
    pub frame: Frame,
    /// What is to be done.
    pub title: String,
    /// To what.
    pub subject: Option<String>,
    /// Why it was not done at once.
    pub complaint: Option<String>,
    /// What else will happen, in sentences.
    pub effects: Vec<String>,
    /// What will be different.
    pub lines: Vec<Line>,
    /// What the operator should know.
    pub warnings: Vec<String>,
    /// Where it is posted.
    pub action: String,
    /// Ties it to this browser.
    pub form_token: String,
    /// What was shown: only that is done.
    pub seen: String,
    /// The fields that led here.
    pub fields: Vec<(String, String)>,
    /// What has to be typed.
    pub typed: Option<String>,
    /// What the button says.
    pub confirm: String,
    /// Whether something is taken away.
    pub is_dangerous: bool,
    /// Whether the fields can be filled in anew.
    pub can_edit: bool,
    /// The way back.
    pub back: String,
}

/// One thing that will be different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its name.
    pub name: String,
    /// What it is.
    pub before: String,
    /// What it will be.
    pub after: String,
}

impl Line {
    /// Something that was not there.
    pub fn added(name: impl Into<String>, after: String) -> Self {
        Self {
            name: name.into(),
            before: String::new(),
            after,
        }
    }
}
