//! The pages for a forgotten password.

use super::cx::Cx;
use super::links::{self, Wrong};
use super::sent::Sent;
use super::{ask_address, errors, language, page, sign_in};
use crate::flow::authorize as dispatcher;
use crate::flow::form_token::{self, Action};
use crate::flow::link::Opened;
use crate::flow::recovery::{self as flow, Wish};
use crate::flow::{Browser, Unresumable};
use crate::model::Link;
use crate::oidc::authorization_response::encode;
use crate::pages::{self, Asked};
use crate::secret::Secret;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// Where somebody says whose password is forgotten.
pub const PATH: &str = "/recover";

/// Where the sign-in page sends whoever has forgotten their password, if mail goes out.
pub fn link(cx: &Cx, sealed: &str) -> Option<String> {
    let is_on = cx.services().config.mail.is_on();
    is_on.then(|| ask_address::link(cx, Asked::Recovery, sealed))
}

/// Asks whose password it is.
pub async fn get(cx: Cx) -> HttpResponse {
    ask_address::get(cx, Asked::Recovery).await
}

/// Has the link sent. The page is the same for everybody.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::Recovery, false).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let request = Some(sent.get("request")).filter(|request| !request.is_empty());
    if let Some(request) = request
        && sent.get("decision") == "sign-in"
    {
        let outcome = dispatcher::resume(cx.services(), request, sent.visitor()).await;
        return sign_in::answer(&cx, &sent, outcome);
    }
    language::note_request(&cx, request, &sent.browser).await;
    let words = cx.words();
    let wish = Wish {
        login: sent.get("login").chars().take(320).collect(),
        request: request.map(str::to_owned),
        language: words.language(),
    };
    match flow::ask(cx.services(), wish, cx.address()).await {
        Ok(()) => links::tell(
            &cx,
            words.text("link-sent"),
            words.text("recover-sent-hint"),
            None,
        ),
        Err(failure) => errors::failure_page(&cx, &failure),
    }
}

/// The link was opened. That changes nothing.
pub async fn open(cx: Cx) -> HttpResponse {
    let token = match links::token(&cx) {
        Ok(token) => token,
        Err(bad) => return bad.page(&cx),
    };
    match flow::open(cx.services(), &token).await {
        Ok(Opened::Good(link)) => {
            let (browser, is_new) = cx.browser();
            let whose = whose(&cx, &link).await;
            let template = view(&cx, &browser, token, whose, Wrong::default());
            let new_browser = is_new.then_some(&browser);
            page::with_password(&cx, StatusCode::OK, &template, new_browser)
        }
        Ok(Opened::Used) => links::used(&cx),
        Ok(Opened::Gone) => links::gone(&cx),
        Err(error) => links::failed(&cx, error),
    }
}

/// The new password was sent.
pub async fn set(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::NewPassword, false).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let token = sent.get("token").to_owned();
    let link = match flow::open(cx.services(), &token).await {
        Ok(Opened::Good(link)) => link,
        Ok(Opened::Used) => return links::used(&cx),
        Ok(Opened::Gone) => return links::gone(&cx),
        Err(error) => return links::failed(&cx, error),
    };
    let password = Secret::new(sent.get("password").to_owned());
    match flow::set(cx.services(), &link, &password, cx.words().language()).await {
        Ok(request) => done(&cx, &sent.browser, request).await,
        Err(error) => match Wrong::of(&cx, error) {
            Ok(wrong) => {
                let status = wrong.status;
                let whose = whose(&cx, &link).await;
                let template = view(&cx, &sent.browser, token, whose, wrong);
                page::with_password(&cx, status, &template, None)
            }
            Err(response) => *response,
        },
    }
}

/// Back to the sign-in that was under way, where this is the browser that began it.
async fn done(cx: &Cx, browser: &Browser, request: Option<String>) -> HttpResponse {
    let words = cx.words();
    let message = words.text("new-password-done-everywhere");
    let path = match request {
        Some(request) if goes_on(cx, browser, &request).await => {
            format!("/authorize/resume?{}", encode(&[("request", &request)]))
        }
        _ => super::account::PATH.to_owned(),
    };
    let link = links::onwards(cx, &path, "sign-in");
    links::tell(cx, words.text("new-password-done"), message, Some(link))
}

/// Whether a sign-in that was under way goes on in this browser.
pub async fn goes_on(cx: &Cx, browser: &Browser, request: &str) -> bool {
    let client = dispatcher::under_way(cx.services(), request, browser).await;
    !matches!(
        client,
        Err(
            dispatcher::StepError::Unresumable(Unresumable::Foreign | Unresumable::Expired)
                | dispatcher::StepError::Gone(_)
        )
    )
}

/// The user name of whom a link was sent to, which only helps password managers.
async fn whose(cx: &Cx, link: &Link) -> Option<String> {
    let user = cx.services().store.user(link.user_id?).await.ok()??;
    Some(user.username.display.clone())
}

fn view(
    cx: &Cx,
    browser: &Browser,
    token: String,
    username: Option<String>,
    wrong: Wrong,
) -> pages::NewPassword {
    let services = cx.services();
    pages::NewPassword {
        chrome: page::chrome(cx),
        action: cx.path(flow::PATH),
        form_token: form_token::issue(services, Action::NewPassword, browser, None),
        token: Some(token),
        username,
        min_chars: services.config.password_min_length,
        current_error: None,
        refused: wrong.password,
    }
}
