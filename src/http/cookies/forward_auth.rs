//! Cookies of the hosts of protected apps. They say so by their names where the host has https: then
//! no other host can set them.

use crate::flow::Browser;
use crate::flow::forward_auth::Site;
use crate::http::cx::Cx;
use actix_web::HttpResponse;
use actix_web::cookie::{Cookie, SameSite, time::Duration};
use actix_web::http::header;

const PASS: [&str; 2] = ["__Host-signet-pass", "signet-pass"];
const BROWSER: [&str; 2] = ["__Host-signet-visitor", "signet-visitor"];

/// What lets the browser into the site.
pub fn pass(cx: &Cx, site: &Site) -> Option<String> {
    value(cx, name(PASS, site)).map(str::to_owned)
}

/// What the browser is known by on the site.
pub fn browser(cx: &Cx, site: &Site) -> Option<Browser> {
    Browser::decode(value(cx, name(BROWSER, site))?)
}

/// The value of a cookie. Beside ours stand those of the app, whatever they look like: one that is no
/// cookie must not hide ours.
fn value<'a>(cx: &'a Cx, name: &str) -> Option<&'a str> {
    let headers = cx.request.headers().get_all(header::COOKIE);
    let mut cookies = headers.flat_map(|header| header.as_bytes().split(|byte| *byte == b';'));
    cookies.find_map(|cookie| {
        let value = cookie.trim_ascii().strip_prefix(name.as_bytes())?;
        std::str::from_utf8(value.strip_prefix(b"=")?).ok()
    })
}

/// Lets the browser into the site; an empty `value` out.
pub fn set_pass(response: &mut HttpResponse, site: &Site, value: String) {
    let is_end = value.is_empty();
    let mut cookie = build(PASS, site, value);
    if is_end {
        cookie.set_max_age(Duration::ZERO);
    }
    add(response, &cookie);
}

/// Has the browser be known on the site.
pub fn set_browser(response: &mut HttpResponse, site: &Site, browser: &Browser) {
    add(response, &build(BROWSER, site, browser.encode()));
}

fn name([https, http]: [&'static str; 2], site: &Site) -> &'static str {
    if site.is_https() { https } else { http }
}

/// `Lax`, for people come from other sites and from signing in.
fn build(names: [&'static str; 2], site: &Site, value: String) -> Cookie<'static> {
    Cookie::build(name(names, site), value)
        .path("/")
        .http_only(true)
        .secure(site.is_https())
        .same_site(SameSite::Lax)
        .finish()
}

fn add(response: &mut HttpResponse, cookie: &Cookie<'_>) {
    // A cookie of ours is always a valid header.
    let _ = response.add_cookie(cookie);
}
