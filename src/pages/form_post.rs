use super::Chrome;
use askama::Template;

/// The script of [`FormPost`], byte by byte what stands between the tags, for its hash in the
/// content policy.
///
/// It takes `submit` from the prototype because a field of that name would hide the form's own.
pub const FORM_POST_SCRIPT: &str = "HTMLFormElement.prototype.submit.call(document.forms[0])";

/// Carries an answer to the application by a form that posts itself, or is posted by hand where
/// script is off.
#[derive(Template)]
#[template(path = "form_post.html")]
pub struct FormPost {
    /// What frames the page.
    pub chrome: Chrome,
    /// The redirect URI.
    pub action: String,
    /// The parameters of the answer.
    pub parameters: Vec<(String, String)>,
}
