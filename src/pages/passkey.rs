use super::Chrome;
use askama::Template;

/// A form that the script sends when the browser has a passkey.
///
/// Posts `fields`, `answer` and, where a passkey is created, `name`.
pub struct PasskeyForm {
    /// Where the form is posted.
    pub action: String,
    /// What comes back with the answer.
    pub fields: Vec<(&'static str, String)>,
    /// The options for the browser, as JSON.
    pub options: String,
    /// The address of the script.
    pub script: String,
    /// Whether passkeys are offered in the field for the user name, too.
    pub autofill: bool,
    /// Whether a passkey is created.
    pub creates: bool,
    /// Its heading, with what a passkey is good for, where there is more on the page.
    pub heading: Option<String>,
    /// Whether it is the first thing to do on the page.
    pub primary: bool,
}

/// Creates a passkey.
#[derive(Template)]
#[template(path = "new_passkey.html")]
pub struct NewPasskey {
    /// What frames the page.
    pub chrome: Chrome,
    /// The form.
    pub passkey: PasskeyForm,
    /// What went wrong.
    pub error: Option<String>,
    /// Where the person goes who does not want to.
    pub back: String,
}
