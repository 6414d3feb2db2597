//! The page that asks for an address to send a link to: of somebody who has forgotten their
//! password, or of a new account.

use super::cx::Cx;
use super::policy::Policy;
use super::{body, language, page, recovery, sign_up};
use crate::flow::Browser;
use crate::flow::form_token::{self, Action};
use crate::oidc::authorization_response::encode;
use crate::pages::{self, Asked};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// Where the page is, and what its form does.
const fn place(asked: Asked) -> (&'static str, Action) {
    match asked {
        Asked::Recovery => (recovery::PATH, Action::Recovery),
        Asked::SignUp => (sign_up::PATH, Action::SignUp),
    }
}

/// The way there from a sign-in under way.
pub fn link(cx: &Cx, asked: Asked, sealed: &str) -> String {
    let (path, _) = place(asked);
    format!("{}?{}", cx.path(path), encode(&[("request", sealed)]))
}

/// Asks.
pub async fn get(cx: Cx, asked: Asked) -> HttpResponse {
    let query = match body::query(&cx) {
        Ok(query) => query,
        Err(bad) => return bad.page(&cx),
    };
    let request = query.get("request").ok().flatten();
    let (browser, is_new) = cx.browser();
    language::note_request(&cx, request, &browser).await;
    let template = view(&cx, &browser, asked, request, String::new(), None);
    let new_browser = is_new.then_some(&browser);
    page::html_with(
        &cx,
        StatusCode::OK,
        &template,
        &Policy::default(),
        new_browser,
    )
}

/// The page, with what was typed before and what is wrong with it.
pub fn view(
    cx: &Cx,
    browser: &Browser,
    asked: Asked,
    request: Option<&str>,
    login: String,
    error: Option<String>,
) -> pages::AskAddress {
    let (path, action) = place(asked);
    pages::AskAddress {
        chrome: page::chrome(cx),
        asked,
        action: cx.path(path),
        form_token: form_token::issue(cx.services(), action, browser, None),
        request: request.map(str::to_owned),
        login,
        error,
    }
}
