//! The authorization endpoint, and what the steps of a sign-in are answered with.

use super::cx::Cx;
use super::errors::{self, Told};
use super::policy;
use super::{
    account, body, cookies, device, language, page, refusals, said, second_factor, security,
    sign_in,
};
use crate::flow::Browser;
use crate::flow::authorize::{self, Outcome, Visitor};
use crate::oidc::authorization_request::Untrusted;
use crate::oidc::{AuthorizationResponse, Parameters};
use crate::pages::FormPost;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// Where requests go.
pub const PATH: &str = "/authorize";

/// Where a sign-in under way goes on.
pub const RESUME_PATH: &str = "/authorize/resume";

/// A request by GET.
pub async fn get(cx: Cx) -> HttpResponse {
    match body::query(&cx) {
        Ok(parameters) => begin(&cx, &parameters).await,
        Err(bad) => bad.page(&cx),
    }
}

/// A request by POST, with the same effect.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    match body::posted(&cx, payload, PATH).await {
        Ok(parameters) => begin(&cx, &parameters).await,
        Err(response) => response,
    }
}

async fn begin(cx: &Cx, parameters: &Parameters) -> HttpResponse {
    if let Ok(Some(client_id)) = parameters.get("client_id") {
        cx.note_client(client_id);
    }
    if let Ok(Some(tags)) = parameters.get("ui_locales") {
        language::note_asked(cx, tags);
    }
    let visit = match cx.visit().await {
        Ok(visit) => visit,
        Err(error) => return errors::failure_page(cx, &error.into()),
    };
    let visitor = visit.visitor();
    match authorize::begin(cx.services(), parameters, visitor).await {
        Ok(outcome) => {
            if outcome.is_refusal() {
                refusals::receive(cx, parameters);
            }
            answer(cx, outcome, visitor, visit.new_browser())
        }
        Err(failure) => errors::failure_page(cx, &failure),
    }
}

/// A sign-in under way comes back.
pub async fn resume(cx: Cx) -> HttpResponse {
    let parameters = match body::query(&cx) {
        Ok(parameters) => parameters,
        Err(bad) => return bad.page(&cx),
    };
    let sealed = parameters.get("request").ok().flatten().unwrap_or_default();
    let visit = match cx.visit().await {
        Ok(visit) => visit,
        Err(error) => return errors::failure_page(&cx, &error.into()),
    };
    let visitor = visit.visitor();
    match authorize::resume(cx.services(), sealed, visitor).await {
        Ok(outcome) => answer(&cx, outcome, visitor, None),
        Err(error) => errors::step(&cx, &error),
    }
}

/// Translates what comes next.
pub fn answer(
    cx: &Cx,
    outcome: Outcome,
    visitor: Visitor<'_>,
    new_browser: Option<&Browser>,
) -> HttpResponse {
    match outcome {
        Outcome::Untrusted { why, detail } => {
            if let Untrusted::Refused(code) = why {
                cx.note_error(code.as_str());
            }
            refusals::note(cx, "untrusted", &why.to_string(), &detail);
            let words = cx.words();
            let why = said::untrusted(&words, why);
            errors::tell(
                cx,
                &Told {
                    status: StatusCode::BAD_REQUEST,
                    title: "error-untrusted",
                    message: &words
                        .with("error-untrusted-message", &[("why", why.as_str().into())]),
                    detail: &detail,
                },
            )
        }
        Outcome::Respond { response, error } => {
            if let Some(error) = error {
                cx.note_error(error.code.as_str());
                refusals::note(cx, error.code.as_str(), &error.description, "");
                tracing::info!(
                    event = "authorization_refused",
                    reference = %cx.reference(),
                    error = error.code.as_str(),
                    description = %error.description,
                );
            }
            let mut response = respond(cx, response);
            let session = visitor.signed_in.map(|signed_in| signed_in.session.id);
            cookies::show_session(cx, &mut response, session);
            response
        }
        Outcome::Show(show) => sign_in::show(cx, *show, visitor, new_browser),
        Outcome::Second { request, state } => second_factor::ask(cx, &request, &state),
        Outcome::Turn { to, request } => {
            let mut response = page::see_other(&sign_in::onward(cx, &request));
            cookies::turn(cx, &mut response, to);
            response
        }
        Outcome::Security => page::see_other(&cx.path(security::PATH)),
        Outcome::Account => page::see_other(&cx.path(account::PATH)),
        Outcome::Page(page) => page::see_other(&page),
        Outcome::Start => page::see_other(&cx.path("/")),
        Outcome::Device(code) => device::with_code(cx, &code),
    }
}

fn respond(cx: &Cx, response: AuthorizationResponse) -> HttpResponse {
    match response {
        AuthorizationResponse::Redirect(location) => page::see_other(&location),
        AuthorizationResponse::FormPost { action, parameters } => {
            let template = FormPost {
                chrome: page::chrome(cx),
                action,
                parameters,
            };
            page::render(HttpResponse::Ok(), &template, &policy::form_post())
        }
    }
}
