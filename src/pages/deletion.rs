use super::Chrome;
use askama::Template;

/// Asks whether an account is to be deleted.
///
/// Posts `form_token`.
#[derive(Template)]
#[template(path = "delete_account.html")]
pub struct DeleteAccount {
    /// What frames the page.
    pub chrome: Chrome,
    /// Where the form is posted.
    pub action: String,
    /// Ties the form to this browser and session.
    pub form_token: String,
    /// Whose account it is.
    pub username: String,
    /// How long the account can still be kept, for people.
    pub grace: String,
    /// The way out.
    pub back: String,
    /// Why it was not done.
    pub error: Option<String>,
}

/// Asks whether an account that is to be deleted is to be kept.
///
/// Posts `request`, `state` and `form_token`.
#[derive(Template)]
#[template(path = "keep_account.html")]
pub struct KeepAccount {
    /// What frames the page.
    pub chrome: Chrome,
    /// Where the form is posted.
    pub action: String,
    /// The sealed request that goes on afterwards.
    pub request: String,
    /// What was proved, sealed.
    pub state: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// When it will be deleted, for people.
    pub date: String,
    /// The address of the front page.
    pub home: String,
}
