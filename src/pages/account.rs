use super::{AccountLine, Chrome};
use askama::Template;

/// What a person can see and end: their data, sessions, and applications with access.
///
/// Every form posts `form_token`; the one of a session also `session`, the one of an application
/// `client_id`.
#[derive(Template)]
#[template(path = "account.html")]
pub struct Account {
    /// What frames the page.
    pub chrome: Chrome,
    /// Ties the forms to this browser.
    pub form_token: String,
    /// The person's name.
    pub name: String,
    /// The user name.
    pub username: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// Where the person is signed in.
    pub sessions: Vec<SessionLine>,
    /// The other accounts that this browser is signed in to.
    pub others: Vec<AccountLine>,
    /// Where the form that turns to another account is posted: it posts `account`, the value of its
    /// line or nothing for one that is not listed.
    pub switch: String,
    /// Which applications have access.
    pub apps: Vec<AppLine>,
    /// The address of the front page.
    pub home: String,
    /// The address of what secures the account.
    pub security: String,
    /// Where the form that signs out is posted.
    pub sign_out: String,
    /// Where the form that ends a session is posted.
    pub end_session: String,
    /// Where the form that ends all other sessions is posted, if there are any.
    pub end_others: Option<String>,
    /// Where the profile is changed, if it can be.
    pub profile: Option<String>,
    /// The address of the sign-in history.
    pub history: String,
    /// Where the form that asks for the person's data is posted.
    pub data: String,
    /// Where the form that withdraws an application's access is posted.
    pub withdraw: String,
    /// Where the account is deleted, if it can be.
    pub delete: Option<String>,
    /// Where the password is changed.
    pub password: String,
    /// Where the e-mail address is changed, if it can be.
    pub new_email: Option<String>,
}

/// One session.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// Names the session in the form; not what its cookie holds.
    pub id: String,
    /// Browser and system, such as "Firefox on Linux".
    pub device: String,
    /// Where it was last used from, in words, if that can be told.
    pub place: Option<String>,
    /// The network address of that.
    pub address: String,
    /// When it began, for people.
    pub started: String,
    /// When it was last used, for people.
    pub last_used: String,
    /// Whether it is the one that looks at the page.
    pub current: bool,
}

/// One application with access.
#[derive(Clone, Debug)]
pub struct AppLine {
    /// Names the application in the form.
    pub client_id: String,
    /// Its name.
    pub name: String,
    /// What it may do, for people.
    pub scopes: String,
    /// Since when, for people.
    pub since: String,
    /// Where a sign-in to it starts, if it says so.
    pub open: Option<String>,
}
