//! The end session endpoint (RP-Initiated Logout 1.0).

use super::cx::Cx;
use super::errors::{self, Told};
use super::policy::Policy;
use super::sent::Sent;
use super::{body, cookies, language, page, refusals};
use crate::flow::form_token::{self, Action};
use crate::flow::logout::{self as flow, LogoutOutcome};
use crate::flow::session::SignedIn;
use crate::flow::{Browser, Failure};
use crate::oidc::Parameters;
use crate::pages::{self, SIGNED_OUT_SCRIPT};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::Payload;

/// Where requests go.
pub const PATH: &str = "/logout";
/// Where the confirmation goes.
pub const CONFIRM_PATH: &str = "/logout/confirm";

/// Where script is off: seconds after all frames have loaded until the browser goes on.
const ONWARD: u8 = 1;

const REFRESH: HeaderName = HeaderName::from_static("refresh");

/// A request by GET.
pub async fn get(cx: Cx) -> HttpResponse {
    match body::query(&cx) {
        Ok(parameters) => logout(&cx, &parameters).await,
        Err(bad) => bad.page(&cx),
    }
}

/// A request by POST, with the same effect: whether somebody is signed in here decides whether they
/// are asked.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    match body::posted(&cx, payload, PATH).await {
        Ok(parameters) => logout(&cx, &parameters).await,
        Err(response) => response,
    }
}

async fn logout(cx: &Cx, parameters: &Parameters) -> HttpResponse {
    if let Ok(Some(tags)) = parameters.get("ui_locales") {
        language::note_asked(cx, tags);
    }
    let visit = match cx.visit().await {
        Ok(visit) => visit,
        Err(error) => return errors::failure_page(cx, &error.into()),
    };
    let outcome = flow::logout(cx.services(), parameters, visit.visitor()).await;
    if matches!(outcome, Ok(LogoutOutcome::Refused { .. })) {
        refusals::receive(cx, parameters);
    }
    answer(cx, outcome, &visit.browser, visit.new_browser().is_some())
}

/// The person has decided.
pub async fn confirm(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::SignOut, true).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    if sent.get("decision") == "stay" {
        return page::see_other(&cx.path("/"));
    }
    let signed_in = sent.signed_in.as_ref();
    let outcome =
        flow::confirmed(cx.services(), sent.get("request"), &sent.browser, signed_in).await;
    // A form that passed came from a browser that has its cookie.
    answer(&cx, outcome, &sent.browser, false)
}

fn answer(
    cx: &Cx,
    outcome: Result<LogoutOutcome, Failure>,
    browser: &Browser,
    is_new: bool,
) -> HttpResponse {
    match outcome {
        Ok(LogoutOutcome::Confirm {
            signed_in,
            client_name,
            redirect_uri,
            sealed,
        }) => {
            let template = question(cx, browser, &signed_in, client_name, sealed);
            let policy = Policy {
                redirect_uri,
                ..Policy::default()
            };
            page::html_with(
                cx,
                StatusCode::OK,
                &template,
                &policy,
                is_new.then_some(browser),
            )
        }
        Ok(LogoutOutcome::SignedOut {
            afterwards,
            redirect,
            frames,
            stays,
        }) => signed_out(cx, afterwards, redirect, frames, stays),
        Ok(LogoutOutcome::Refused { why, detail }) => {
            refusals::note(cx, "sign-out-refused", why, &detail);
            errors::tell(
                cx,
                &Told {
                    status: StatusCode::BAD_REQUEST,
                    title: "sign-out-refused",
                    message: "sign-out-refused-message",
                    detail: &format!("{why} {detail}"),
                },
            )
        }
        Err(failure) => errors::failure_page(cx, &failure),
    }
}

fn question(
    cx: &Cx,
    browser: &Browser,
    signed_in: &SignedIn,
    client_name: Option<String>,
    sealed: String,
) -> pages::SignOut {
    let session = Some(signed_in.session.secret_hash);
    pages::SignOut {
        chrome: page::chrome(cx),
        client: client_name.map(|name| pages::ClientCard {
            text: None,
            name,
            logo_uri: None,
            client_uri: None,
            policy_uri: None,
            tos_uri: None,
        }),
        action: cx.path(CONFIRM_PATH),
        request: sealed,
        form_token: form_token::issue(cx.services(), Action::SignOut, browser, session),
        username: signed_in.user.username.display.clone(),
    }
}

fn signed_out(
    cx: &Cx,
    afterwards: flow::Afterwards,
    redirect: bool,
    frames: Vec<String>,
    stays: bool,
) -> HttpResponse {
    let mut response = match &afterwards.redirect_uri {
        Some(uri) if redirect && frames.is_empty() => page::see_other(uri),
        Some(uri) if redirect => {
            let onward = HeaderValue::try_from(format!("{ONWARD}; url={uri}"));
            let mut response = farewell(cx, afterwards, frames, Some(SIGNED_OUT_SCRIPT));
            // A registered address always is a header.
            if let Ok(onward) = onward {
                response.headers_mut().insert(REFRESH, onward);
            }
            response
        }
        _ => farewell(cx, afterwards, frames, None),
    };
    if !stays && cx.session_cookie().is_some() {
        cookies::sign_out(cx, &mut response);
    }
    response
}

/// The page that says so, with a way on.
fn farewell(
    cx: &Cx,
    afterwards: flow::Afterwards,
    frames: Vec<String>,
    script: Option<&'static str>,
) -> HttpResponse {
    let name = afterwards.client_name;
    let words = cx.words();
    let name = name.unwrap_or_else(|| words.text("signed-out-the-app"));
    let template = pages::SignedOut {
        chrome: page::chrome(cx),
        notice: None,
        link: Some(match afterwards.redirect_uri {
            Some(href) => pages::Link {
                href,
                label: words.with("signed-out-back", &[("client", name.as_str().into())]),
            },
            None => pages::Link {
                href: cx.path("/"),
                label: words.text("start-page"),
            },
        }),
        frames: frames.clone(),
        script,
    };
    let policy = Policy {
        frames,
        script,
        ..Policy::default()
    };
    page::html_with(cx, StatusCode::OK, &template, &policy, None)
}
