//! Cookies (security E3). One of them, and only for script to read, tells of the session.

pub mod forward_auth;

use super::cx::Cx;
use crate::config::Config;
use crate::flow::Browser;
use crate::flow::accounts::{self, Held};
use crate::flow::session::SessionCookie;
use crate::flow::session_state::browser_state;
use crate::model::SessionId;
use actix_web::HttpResponse;
use actix_web::cookie::{Cookie, SameSite, time::Duration};

/// The names of one cookie: under https where the issuer has no path, under https, and on loopback.
pub struct Names([&'static str; 3]);

/// The session.
pub const SESSION: Names = Names([
    "__Host-signet-session",
    "__Secure-signet-session",
    "signet-session",
]);
/// The sessions that wait besides.
pub const ACCOUNTS: Names = Names([
    "__Host-signet-accounts",
    "__Secure-signet-accounts",
    "signet-accounts",
]);
/// Whether the session is still the same, for the script that apps frame.
pub const SESSION_STATE: Names = Names([
    "__Host-signet-session-state",
    "__Secure-signet-session-state",
    "signet-session-state",
]);
/// What a browser is known by.
pub const BROWSER: Names = Names([
    "__Host-signet-browser",
    "__Secure-signet-browser",
    "signet-browser",
]);
/// The language that somebody chose.
pub const LANGUAGE: Names = Names([
    "__Host-signet-locale",
    "__Secure-signet-locale",
    "signet-locale",
]);
/// A sign-in to the demo app.
pub const DEMO: Names = Names(["__Host-signet-demo", "__Secure-signet-demo", "signet-demo"]);
/// What an operator has just done, for the next page.
pub const DONE: Names = Names(["__Host-signet-done", "__Secure-signet-done", "signet-done"]);

/// That this browser has shown a second factor.
pub const DEVICE: Names = Names([
    "__Host-signet-device",
    "__Secure-signet-device",
    "signet-device",
]);

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

/// Has the browser be known from now on.
pub fn know(cx: &Cx, response: &mut HttpResponse, known: &Browser) {
    add(response, &browser(cx, known));
}

/// Has the browser signed in.
pub fn sign_in(cx: &Cx, response: &mut HttpResponse, held: &Held) {
    add(response, &build(cx, &SESSION, held.current.encode()));
    add(response, &session_state(cx, Some(held.current.id)));
    wait(cx, response, &held.waiting);
}

/// Has the browser turn to another of its sessions, if it has that one.
pub fn turn(cx: &Cx, response: &mut HttpResponse, to: SessionId) {
    if let Some(held) = Held::turned(cx.session_cookie(), cx.waiting(), to) {
        sign_in(cx, response, &held);
    }
}

/// Has the browser keep the sessions that wait, if it has any or had some.
fn wait(cx: &Cx, response: &mut HttpResponse, waiting: &[SessionCookie]) {
    let services = cx.services();
    let had = cx.request.cookie(ACCOUNTS.of(&services.config)).is_some();
    let browser = cx.known_browser().filter(|_| !waiting.is_empty());
    let sealed = browser.and_then(|browser| accounts::seal(services, &browser, waiting).ok());
    match sealed {
        Some(sealed) => add(response, &build(cx, &ACCOUNTS, sealed)),
        None if had => {
            let mut cookie = build(cx, &ACCOUNTS, String::new());
            cookie.set_max_age(Duration::ZERO);
            add(response, &cookie);
        }
        None => {}
    }
}

/// The cookie of a remembered device.
pub fn device(cx: &Cx) -> Option<String> {
    let cookie = cx.request.cookie(DEVICE.of(&cx.services().config))?;
    Some(cookie.value().to_owned())
}

/// Has the browser remember that it has shown a second factor.
pub fn remember_device(cx: &Cx, response: &mut HttpResponse, value: String) {
    let mut cookie = build(cx, &DEVICE, value);
    let lasts = cx.services().config.second_factors.remembered.as_secs();
    cookie.set_max_age(Duration::seconds(i64::try_from(lasts).unwrap_or(0)));
    add(response, &cookie);
}

/// The key of what an operator has just done.
pub fn done(cx: &Cx) -> Option<String> {
    let cookie = cx.request.cookie(DONE.of(&cx.services().config))?;
    Some(cookie.value().to_owned())
}

/// Has the next page say what was done, or no page any more.
pub fn say_done(cx: &Cx, response: &mut HttpResponse, key: Option<&'static str>) {
    let mut cookie = build(cx, &DONE, key.unwrap_or_default().to_owned());
    let lasts = if key.is_some() {
        Duration::minutes(1)
    } else {
        Duration::ZERO
    };
    cookie.set_max_age(lasts);
    add(response, &cookie);
}

/// Has the browser signed out.
pub fn sign_out(cx: &Cx, response: &mut HttpResponse) {
    let mut cookie = build(cx, &SESSION, String::new());
    cookie.set_max_age(Duration::ZERO);
    add(response, &cookie);
    add(response, &session_state(cx, None));
}

/// Has the browser's script see the session that is there, where it sees another.
pub fn show_session(cx: &Cx, response: &mut HttpResponse, session: Option<SessionId>) {
    let name = SESSION_STATE.of(&cx.services().config);
    let seen = cx.request.cookie(name);
    let seen = seen.as_ref().map(Cookie::value);
    let is = session.map(|session| browser_state(cx.services(), session));
    if seen != is.as_deref() {
        add(response, &session_state(cx, session));
    }
}

/// Has the browser ask for this language from now on.
pub fn choose_language(cx: &Cx, response: &mut HttpResponse, value: String) {
    let mut cookie = build(cx, &LANGUAGE, value);
    cookie.set_max_age(Duration::days(365));
    add(response, &cookie);
}

fn add(response: &mut HttpResponse, cookie: &Cookie<'_>) {
    // A cookie of ours is always a valid header.
    let _ = response.add_cookie(cookie);
}

/// Read by script, in a frame on other sites: neither `HttpOnly` nor, under https, `Lax`. It opens
/// nothing (OpenID Connect Session Management §3.2).
fn session_state(cx: &Cx, session: Option<SessionId>) -> Cookie<'static> {
    let value = session.map(|session| browser_state(cx.services(), session));
    let mut cookie = build(cx, &SESSION_STATE, value.unwrap_or_default());
    cookie.set_http_only(false);
    if cx.services().config.issuer.is_https() {
        cookie.set_same_site(SameSite::None);
    }
    if session.is_none() {
        cookie.set_max_age(Duration::ZERO);
    }
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
