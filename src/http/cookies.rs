//! Cookies (security E3).

use super::cx::Cx;
use crate::config::Config;
use crate::flow::Browser;
use crate::flow::session::SessionCookie;
use actix_web::cookie::{Cookie, SameSite, time::Duration};

/// The names of one cookie: under https where the issuer has no path, under https, and on loopback.
pub struct Names([&'static str; 3]);

/// The session.
pub const SESSION: Names = Names([
    "__Host-signet-session",
    "__Secure-signet-session",
    "signet-session",
]);
/// What a browser is known by.
pub const BROWSER: Names = Names([
    "__Host-signet-browser",
    "__Secure-signet-browser",
    "signet-browser",
]);
/// A sign-in to the demo app.
pub const DEMO: Names = Names(["__Host-signet-demo", "__Secure-signet-demo", "signet-demo"]);

impl Names {
    /// The name in force.
    pub fn of(&self, config: &Config) -> &'static str {
        let [host, secure, plain] = self.0;
        match (config.issuer.is_https(), config.issuer.path().is_empty()) {
            (true, true) => host,
            (true, false) => secure,
            (false, _) => plain,
        }
    }
}

/// Sets the session cookie.
pub fn session(cx: &Cx, cookie: &SessionCookie) -> Cookie<'static> {
    build(cx, &SESSION, cookie.encode())
}

/// Removes the session cookie.
pub fn no_session(cx: &Cx) -> Cookie<'static> {
    let mut cookie = build(cx, &SESSION, String::new());
    cookie.set_max_age(Duration::ZERO);
    cookie
}

/// Sets the cookie that the browser is known by.
pub fn browser(cx: &Cx, browser: &Browser) -> Cookie<'static> {
    build(cx, &BROWSER, browser.encode())
}

/// A cookie as all of Signet's are. `Lax`, for apps send people here from other sites.
pub fn build(cx: &Cx, names: &Names, value: String) -> Cookie<'static> {
    let config = &cx.services().config;
    let path = match config.issuer.path() {
        "" => "/",
        path => path,
    };
    Cookie::build(names.of(config), value)
        .path(path.to_owned())
        .http_only(true)
        .secure(config.issuer.is_https())
        .same_site(SameSite::Lax)
        .finish()
}
