//! The pages with which a person leaves, and with which they come back.

use super::cx::Cx;
use super::security::Owner;
use super::sent::Sent;
use super::{account, body, cookies, errors, links, page, sign_in};
use crate::config::Config;
use crate::flow::Browser;
use crate::flow::deletion as flow;
use crate::flow::form_token::{self, Action};
use crate::login::Proof;
use crate::oidc::authorization_response::encode;
use crate::pages;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// Where a person leaves.
pub const PATH: &str = "/account/delete";
/// Where they are asked whether to keep the account.
pub const KEEP_PATH: &str = "/account/keep";

/// Whether people may leave by themselves.
pub const fn is_on(config: &Config) -> bool {
    !config.deletion_grace.is_zero()
}

/// Asks whether the account is to be deleted.
pub async fn ask(cx: Cx) -> HttpResponse {
    let owner = match Owner::of(&cx).await {
        Ok(owner) => owner,
        Err(response) => return response,
    };
    if !owner.is_fresh() {
        return owner.sign_in_again().await;
    }
    page::html(&cx, StatusCode::OK, &view(&cx, &owner, None))
}

fn view(cx: &Cx, owner: &Owner<'_>, error: Option<String>) -> pages::DeleteAccount {
    let grace = cx.services().config.deletion_grace;
    pages::DeleteAccount {
        chrome: page::chrome(cx),
        action: cx.path(PATH),
        form_token: owner.token(),
        username: owner.signed_in.user.username.display.clone(),
        grace: cx.words().duration(grace.as_secs()),
        back: cx.path(account::PATH),
        error,
    }
}

/// The account is to be deleted.
pub async fn delete(cx: Cx, payload: Payload) -> HttpResponse {
    let (owner, _) = match Owner::sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let words = cx.words();
    match flow::ask(cx.services(), &owner.signed_in, words.language()).await {
        Ok(Some(due_at)) => {
            let date = due_at.shown();
            let message = words.with("delete-done-hint", &[("date", date.as_str().into())]);
            let title = words.text("delete-done");
            let mut response = links::tell(&cx, title, message, None);
            cookies::sign_out(&cx, &mut response);
            response
        }
        Ok(None) => {
            let template = view(&cx, &owner, Some(words.text("delete-last-owner")));
            page::html(&cx, StatusCode::CONFLICT, &template)
        }
        Err(failure) => errors::failure_page(&cx, &failure),
    }
}

/// Sends whoever has given `proof` to the question whether to keep the account.
pub fn question(cx: &Cx, request: &str, proof: &Proof, browser: &Browser) -> HttpResponse {
    match flow::seal(cx.services(), proof, request, browser) {
        Ok(state) => {
            let query = encode(&[("request", request), ("state", &state)]);
            page::see_other(&format!("{}?{query}", cx.path(KEEP_PATH)))
        }
        Err(failure) => errors::failure_page(cx, &failure),
    }
}

/// Asks whether to keep the account.
pub async fn get(cx: Cx) -> HttpResponse {
    let parameters = match body::query(&cx) {
        Ok(parameters) => parameters,
        Err(bad) => return bad.page(&cx),
    };
    let get = |name| parameters.get(name).ok().flatten().unwrap_or_default();
    let (request, state) = (get("request"), get("state"));
    let (browser, _) = cx.browser();
    let services = cx.services();
    match flow::due_at(services, request, state, &browser).await {
        Ok(Some(due_at)) => {
            let template = pages::KeepAccount {
                chrome: page::chrome(&cx),
                action: cx.path(KEEP_PATH),
                request: request.to_owned(),
                state: state.to_owned(),
                form_token: form_token::issue(services, Action::KeepAccount, &browser, None),
                date: due_at.shown(),
                home: cx.path("/"),
            };
            page::html(&cx, StatusCode::OK, &template)
        }
        Ok(None) => page::see_other(&sign_in::onward(&cx, request)),
        Err(error) => errors::step(&cx, &error),
    }
}

/// The account is to be kept.
pub async fn keep(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::KeepAccount, false).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let (request, state) = (sent.get("request"), sent.get("state"));
    let kept = flow::keep(cx.services(), request, state, &sent.browser, cx.origin());
    match kept.await {
        Ok(held) => {
            let mut response = page::see_other(&sign_in::onward(&cx, request));
            cookies::sign_in(&cx, &mut response, &held);
            response
        }
        Err(error) => errors::step(&cx, &error),
    }
}
