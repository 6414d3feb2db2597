use super::Chrome;
use askama::Template;

/// What a person signs in with.
///
/// Every form posts `form_token`; those of a factor also `credential`, and to rename it `name`.
#[derive(Template)]
#[template(path = "security.html")]
pub struct Security {
    /// What frames the page.
    pub chrome: Chrome,
    /// Ties the forms to this browser.
    pub form_token: String,
    /// What went wrong.
    pub error: Option<String>,
    /// The second factors.
    pub factors: Vec<FactorLine>,
    /// Recovery codes that are left; none where there is no second factor.
    pub codes_left: Option<usize>,
    /// Where an authenticator is set up; none where nobody can.
    pub add: Option<String>,
    /// Where a passkey is made; none where nobody can.
    pub add_passkey: Option<String>,
    /// Where the form that renames a factor is posted.
    pub rename: String,
    /// Where the form that removes a factor is posted.
    pub remove: String,
    /// Where the form for new recovery codes is posted.
    pub new_codes: String,
    /// Where the account is deleted, if it can be.
    pub delete: Option<String>,
    /// Where the password is changed.
    pub password: String,
    /// Where the e-mail address is changed, if it can be.
    pub new_email: Option<String>,
    /// The address of the account.
    pub account: String,
}

/// One second factor.
#[derive(Clone, Debug)]
pub struct FactorLine {
    /// Names it in the form.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Since when, for people.
    pub since: String,
    /// When it was last used, for people; none if never.
    pub last_used: Option<String>,
}
