//! Cookies (security E3).

use super::cx::Cx;
use crate::config::Config;
use crate::flow::Browser;
use crate::flow::session::SessionCookie;
use actix_web::cookie::{Cookie, SameSite, time::Duration};

/// Name of the session cookie: `__Host-` under https where the issuer has no path.
pub fn session_name(config: &Config) -> &'static str {
    match (config.issuer.is_https(), config.issuer.path().is_empty()) {
        (true, true) => "__Host-signet-session",
        (true, false) => "__Secure-signet-session",
        (false, _) => "signet-session",
    }
}

/// Name of the cookie that a browser is known by.
pub fn browser_name(config: &Config) -> &'static str {
    match (config.issuer.is_https(), config.issuer.path().is_empty()) {
        (true, true) => "__Host-signet-browser",
        (true, false) => "__Secure-signet-browser",
        (false, _) => "signet-browser",
    }
}

/// Sets the session cookie.
pub fn session(cx: &Cx, cookie: &SessionCookie) -> Cookie<'static> {
    build(cx, session_name(&cx.services().config), cookie.encode())
}

/// Removes the session cookie.
pub fn no_session(cx: &Cx) -> Cookie<'static> {
    let mut cookie = build(cx, session_name(&cx.services().config), String::new());
    cookie.set_max_age(Duration::ZERO);
    cookie
}

/// Sets the cookie that the browser is known by.
pub fn browser(cx: &Cx, browser: &Browser) -> Cookie<'static> {
    build(cx, browser_name(&cx.services().config), browser.encode())
}

/// A cookie as all of Signet's are. `Lax`, for apps send people here from other sites.
pub fn build(cx: &Cx, name: &'static str, value: String) -> Cookie<'static> {
    let config = &cx.services().config;
    let path = match config.issuer.path() {
        "" => "/",
        path => path,
    };
    Cookie::build(name, value)
        .path(path.to_owned())
        .http_only(true)
        .secure(config.issuer.is_https())
        .same_site(SameSite::Lax)
        .finish()
}
