use super::{Chrome, ClientCard};
use askama::Template;

/// Asks with which account to go on.
///
/// Posts `request`, `form_token` and `account`: the value of the line chosen, or nothing for an
/// account that is not listed.
#[derive(Template)]
#[template(path = "select_account.html")]
pub struct SelectAccount {
    /// What frames the page.
    pub chrome: Chrome,
    /// The application that asks.
    pub client: Option<ClientCard>,
    /// Where the form is posted.
    pub action: String,
    /// The sealed request that goes on after the choice.
    pub request: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// The accounts to choose from.
    pub accounts: Vec<AccountLine>,
}

/// One account to choose.
#[derive(Clone, Debug)]
pub struct AccountLine {
    /// What the form posts for it.
    pub value: String,
    /// The name of the person.
    pub name: String,
    /// What tells accounts apart, such as the user name; may be empty.
    pub detail: String,
}
