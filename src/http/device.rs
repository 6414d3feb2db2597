//! Devices without a browser: their endpoint, and the pages on which people enter their codes.

use super::cx::Cx;
use super::errors::{self, Told};
use super::policy::Policy;
use super::said::scope_line;
use super::sent::Sent;
use super::token::{read, refused, request};
use super::{authorize, body, json, page, refusals};
use crate::flow::Browser;
use crate::flow::authorize::{Visitor, visit_device, visit_device_with};
use crate::flow::device::{self as flow, Decided, Entered};
use crate::flow::form_token::{self, Action};
use crate::flow::session::SignedIn;
use crate::model::Client;
use crate::oidc::authorization_response::encode;
use crate::oidc::{ScopeSet, UserCode};
use crate::pages;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Payload;

/// Where devices ask.
pub const ENDPOINT: &str = "/device_authorization";
/// Where people enter codes.
pub const PATH: &str = "/device";
/// Where the decision goes.
pub const CONFIRM_PATH: &str = "/device/confirm";

/// The device authorization endpoint.
pub async fn begin(cx: Cx, payload: Payload) -> HttpResponse {
    let parameters = match read(&cx, payload).await {
        Ok(parameters) => parameters,
        Err(response) => return response,
    };
    let request = request(&cx, &parameters);
    match flow::begin(cx.services(), &request, cx.address(), PATH).await {
        Ok(answer) => json::json(StatusCode::OK, &answer),
        Err(failure) => refused(&cx, &parameters, &failure),
    }
}

/// Sends the browser to the page with a code entered.
pub fn with_code(cx: &Cx, code: &str) -> HttpResponse {
    let query = encode(&[("user_code", code)]);
    page::see_other(&format!("{}?{query}", cx.path(PATH)))
}

/// The page for the code; with a code, the one that asks whether the device may have what it wants.
pub async fn get(cx: Cx) -> HttpResponse {
    let parameters = match body::query(&cx) {
        Ok(parameters) => parameters,
        Err(bad) => return bad.page(&cx),
    };
    let typed = parameters.get("user_code").ok().flatten();
    let Some(code) = typed.and_then(UserCode::parse) else {
        let (browser, is_new) = cx.browser();
        let new = is_new.then_some(&browser);
        return match typed {
            Some(typed) => wrong(&cx, &browser, new, typed),
            None => form(&cx, &browser, new, StatusCode::OK, "", None, None),
        };
    };
    let visit = match cx.visit().await {
        Ok(visit) => visit,
        Err(error) => return errors::failure_page(&cx, &error.into()),
    };
    let (visitor, new) = (visit.visitor(), visit.new_browser());
    let Some(signed_in) = visitor.signed_in else {
        return match visit_device(cx.services(), visitor, &code).await {
            Ok(outcome) => authorize::answer(&cx, outcome, visitor, new),
            Err(failure) => errors::failure_page(&cx, &failure),
        };
    };
    entered(&cx, &code, visitor, new, signed_in).await
}

async fn entered(
    cx: &Cx,
    code: &UserCode,
    visitor: Visitor<'_>,
    new: Option<&Browser>,
    signed_in: &SignedIn,
) -> HttpResponse {
    let browser = visitor.browser;
    let entered = flow::enter(cx.services(), code, visitor, signed_in, cx.address()).await;
    match entered {
        Ok(Entered::Device {
            client,
            scope,
            sealed,
        }) => question(cx, code, browser, new, signed_in, &client, &scope, sealed),
        Ok(Entered::Weak(goal)) => {
            let visitor = Visitor {
                // The person is known: it is their proof that is too weak.
                waiting: &[],
                ..visitor
            };
            let services = cx.services();
            match visit_device_with(services, visitor, signed_in, code, goal).await {
                Ok(outcome) => authorize::answer(cx, outcome, visitor, new),
                Err(error) => errors::step(cx, &error),
            }
        }
        Ok(Entered::NotAdmitted(client)) => {
            let words = cx.words();
            let name = client.display_name_in(words.language().tag());
            let message = words.with("turned-away-message", &[("client", name.into())]);
            refusals::not_admitted(cx, &client.id, &signed_in.user);
            let reference = Some(cx.reference().to_string());
            let status = StatusCode::FORBIDDEN;
            form(cx, browser, new, status, "", Some(message), reference)
        }
        Ok(Entered::Wrong) => wrong(cx, browser, new, &code.shown()),
        Ok(Entered::Wait(wait)) => {
            let seconds = wait.as_secs().max(1);
            let words = cx.words();
            let duration = words.duration(seconds);
            let message = words.with("device-wait", &[("duration", duration.as_str().into())]);
            let status = StatusCode::TOO_MANY_REQUESTS;
            let mut response = form(cx, browser, new, status, "", Some(message), None);
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
            response
        }
        Err(failure) => errors::failure_page(cx, &failure),
    }
}

fn wrong(cx: &Cx, browser: &Browser, new: Option<&Browser>, typed: &str) -> HttpResponse {
    let typed: String = typed.chars().take(40).collect();
    let message = Some(cx.words().text("device-wrong"));
    form(
        cx,
        browser,
        new,
        StatusCode::BAD_REQUEST,
        &typed,
        message,
        None,
    )
}

fn form(
    cx: &Cx,
    browser: &Browser,
    new: Option<&Browser>,
    status: StatusCode,
    typed: &str,
    error: Option<String>,
    reference: Option<String>,
) -> HttpResponse {
    let template = pages::DeviceCode {
        chrome: page::chrome(cx),
        action: cx.path(PATH),
        form_token: form_token::issue(cx.services(), Action::UserCode, browser, None),
        user_code: typed.to_owned(),
        error,
        reference,
    };
    page::html_with(cx, status, &template, &Policy::default(), new)
}

#[expect(clippy::too_many_arguments, reason = "each is a part of the page")]
fn question(
    cx: &Cx,
    code: &UserCode,
    browser: &Browser,
    new: Option<&Browser>,
    signed_in: &SignedIn,
    client: &Client,
    scope: &ScopeSet,
    sealed: String,
) -> HttpResponse {
    let session = Some(signed_in.session.secret_hash);
    let words = cx.words();
    let template = pages::DeviceConfirm {
        chrome: page::chrome_for(cx, Some(client)),
        client: page::card(client, words.language()),
        action: cx.path(CONFIRM_PATH),
        request: sealed,
        form_token: form_token::issue(cx.services(), Action::Device, browser, session),
        user_code: code.shown(),
        username: signed_in.user.username.display.clone(),
        scopes: scope
            .iter()
            .map(|scope| scope_line(&words, scope))
            .collect(),
    };
    let policy = Policy {
        image: client.metadata.logo_uri.clone(),
        ..Policy::default()
    };
    page::html_with(cx, StatusCode::OK, &template, &policy, new)
}

/// The form with the code was sent.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    match Sent::read(&cx, payload, Action::UserCode, false).await {
        Ok(sent) => {
            let typed: String = sent.get("user_code").chars().take(40).collect();
            with_code(&cx, &typed)
        }
        Err(response) => response,
    }
}

/// The person has decided, by a form only (security B17).
pub async fn confirm(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::Device, true).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let allow = match sent.get("decision") {
        "allow" => true,
        "deny" => false,
        _ => return errors::forged(&cx),
    };
    let sealed = sent.get("request");
    match flow::decide(cx.services(), sealed, sent.visitor(), allow).await {
        Ok(Decided::Gone) => errors::tell(
            &cx,
            &Told {
                status: StatusCode::BAD_REQUEST,
                title: "device-gone",
                message: "device-gone-message",
                detail: "no device to decide on",
            },
        ),
        Ok(decided) => {
            let template = pages::DeviceDone {
                chrome: page::chrome(&cx),
                allowed: decided == Decided::Approved,
            };
            page::html(&cx, StatusCode::OK, &template)
        }
        Err(failure) => errors::failure_page(&cx, &failure),
    }
}
