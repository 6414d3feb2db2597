use super::{Chrome, ClientCard, ScopeLine};
use askama::Template;

/// Asks for the code that a device shows. Posts `form_token` and `user_code`.
#[derive(Template)]
#[template(path = "device_code.html")]
pub struct DeviceCode {
    /// What frames the page.
    pub chrome: Chrome,
    /// Where the form is posted.
    pub action: String,
    /// Ties the form to this browser.
    pub form_token: String,
    /// What was typed before.
    pub user_code: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// What an operator has a refusal explained by.
    pub reference: Option<String>,
}

/// Asks whether an application on a device may have what it asks for.
///
/// Posts `request`, `form_token` and `decision`: `allow` or `deny`.
#[derive(Template)]
#[template(path = "device_confirm.html")]
pub struct DeviceConfirm {
    /// What frames the page.
    pub chrome: Chrome,
    /// The application on the device.
    pub client: ClientCard,
    /// Where the form is posted.
    pub action: String,
    /// The device, sealed.
    pub request: String,
    /// Ties the form to this session.
    pub form_token: String,
    /// What the device shows.
    pub user_code: String,
    /// Who is signed in.
    pub username: String,
    /// What is asked for.
    pub scopes: Vec<ScopeLine>,
}

/// Says that the device goes on by itself.
#[derive(Template)]
#[template(path = "device_done.html")]
pub struct DeviceDone {
    /// What frames the page.
    pub chrome: Chrome,
    /// Whether it was allowed.
    pub allowed: bool,
}
