use super::Chrome;
use askama::Template;

/// A person's latest sign-ins.
#[derive(Template)]
#[template(path = "history.html")]
pub struct History {
    /// What frames the page.
    pub chrome: Chrome,
    /// The sign-ins, newest first.
    pub lines: Vec<HistoryLine>,
    /// The address of the account page.
    pub account: String,
    /// Where the password is changed.
    pub password: String,
}

/// One sign-in, or one that failed.
#[derive(Clone, Debug)]
pub struct HistoryLine {
    /// When, for people.
    pub at: String,
    /// Whether it began a session.
    pub succeeded: bool,
    /// Browser and system, such as "Firefox on Linux".
    pub device: String,
    /// Where it came from, in words, if that can be told.
    pub place: Option<String>,
    /// The network address.
    pub address: String,
    /// By which proofs, for people.
    pub how: String,
    /// The name of the app that asked, if one did.
    pub app: Option<String>,
}
