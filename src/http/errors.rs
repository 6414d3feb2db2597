//! Errors as answers: JSON for programs, a page with a reference for people, and for the operator
//! a log line under that reference. Nothing secret in any of them (security O4).

use super::cx::Cx;
use super::policy::Policy;
use super::request_id::RequestId;
use super::routes::{Audience, Route};
use super::server::State;
use super::{json, page, refusals};
use crate::flow::Failure;
use crate::flow::authorize::StepError;
use crate::oidc::ErrorCode;
use crate::pages::{Chrome, ErrorPage, Link};
use crate::store::StoreError;
use crate::words::Words;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use serde_json::json;
use std::time::Duration;

/// Seconds after which a request that met too much work may be tried again.
const RETRY_AFTER: &str = "2";

/// A JSON error with the code and words of the standards.
pub fn json(cx: &Cx, failure: &Failure) -> HttpResponse {
    match failure {
        Failure::Refused { error, detail } => {
            cx.note_error(error.code.as_str());
            if !error.code.is_wait() {
                refusals::note(cx, error.code.as_str(), &error.description, detail);
            }
            tracing::info!(
                event = "refused",
                reference = %cx.reference(),
                error = error.code.as_str(),
                description = %error.description,
                detail = detail.as_str(),
            );
            let body = json!({
                "error": error.code.as_str(),
                "error_description": error.description,
            });
            json::json(status(error.code), &body)
        }
        Failure::Store(error) => {
            note_store(cx, error);
            unavailable()
        }
        Failure::Later(what) => {
            tracing::info!(event = "refused_for_now", reference = %cx.reference(), what);
            unavailable()
        }
        Failure::TooMany(wait) => {
            tracing::info!(event = "refused_as_too_many", reference = %cx.reference());
            too_many(*wait)
        }
        Failure::Internal(what) => {
            tracing::error!(reference = %cx.reference(), what, "an internal fault");
            server_error(StatusCode::INTERNAL_SERVER_ERROR, "server_error")
        }
    }
}

fn unavailable() -> HttpResponse {
    let mut response = server_error(StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable");
    retry_later(&mut response);
    response
}

fn too_many(wait: Duration) -> HttpResponse {
    let mut response = server_error(StatusCode::TOO_MANY_REQUESTS, "temporarily_unavailable");
    let wait = HeaderValue::from(wait.as_secs().max(1));
    response.headers_mut().insert(header::RETRY_AFTER, wait);
    response
}

fn note_store(cx: &Cx, error: &StoreError) {
    match error {
        StoreError::Busy => tracing::warn!(reference = %cx.reference(), "too many writes wait"),
        error => tracing::error!(reference = %cx.reference(), %error, "the store failed"),
    }
}

fn retry_later(response: &mut HttpResponse) {
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER));
}

fn server_error(status: StatusCode, error: &str) -> HttpResponse {
    json::json(status, &json!({ "error": error }))
}

const fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::InvalidClient | ErrorCode::InvalidToken => StatusCode::UNAUTHORIZED,
        ErrorCode::InsufficientScope => StatusCode::FORBIDDEN,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// A page for a person, with a way back to where there is one.
pub struct Told<'a> {
    /// The status.
    pub status: StatusCode,
    /// The key of the heading.
    pub title: &'a str,
    /// The key of what happened and what to do, or the sentence itself where it was filled in.
    pub message: &'a str,
    /// What only the operator is told; holds no secret.
    pub detail: &'a str,
}

const OUR_FAULT: Told<'_> = Told {
    status: StatusCode::INTERNAL_SERVER_ERROR,
    title: "error-ours",
    message: "error-ours-message",
    detail: "",
};

/// Shows an error to a person.
pub fn tell(cx: &Cx, told: &Told<'_>) -> HttpResponse {
    // Whoever looks for what is not there would fill the room for what is to be explained.
    if told.status.is_client_error() && told.status != StatusCode::NOT_FOUND {
        refusals::note(
            cx,
            told.title,
            &Words::english().text(told.title),
            told.detail,
        );
    }
    tell_in(page::chrome(cx), cx, cx.reference(), told)
}

fn tell_in(chrome: Chrome, state: &State, reference: RequestId, told: &Told<'_>) -> HttpResponse {
    tracing::info!(
        event = "error_page",
        %reference,
        title = Words::english().text(told.title),
        detail = told.detail,
    );
    let template = ErrorPage {
        title: chrome.t(told.title),
        message: chrome.t(told.message),
        reference: reference.to_string(),
        details: None,
        link: Some(Link {
            href: state.path("/"),
            label: chrome.t("start-page"),
        }),
        chrome,
    };
    let policy = Policy::default().header();
    page::render(HttpResponse::build(told.status), &template, &policy)
}

/// The answer of a handler that panicked, in the form that its route has.
pub fn panicked(state: &State, reference: RequestId, route: Option<&Route>) -> HttpResponse {
    tracing::error!(%reference, route = route.map(|route| route.path), "a handler panicked");
    if route.is_some_and(|route| route.audience == Audience::Programs) {
        return server_error(StatusCode::INTERNAL_SERVER_ERROR, "server_error");
    }
    let words = state.services.words(state.services.config.default_locale);
    tell_in(page::chrome_in(state, words), state, reference, &OUR_FAULT)
}

/// The page for what the store or Signet itself could not do.
pub fn failure_page(cx: &Cx, failure: &Failure) -> HttpResponse {
    match failure {
        Failure::Store(error) => {
            note_store(cx, error);
            match error {
                StoreError::Busy => busy_page(cx, "too many writes wait"),
                _ => unavailable_page(cx),
            }
        }
        Failure::Later(what) => busy_page(cx, what),
        Failure::TooMany(wait) => too_many_page(cx, *wait),
        failure => {
            tracing::error!(reference = %cx.reference(), error = %failure, "an internal fault");
            tell(cx, &OUR_FAULT)
        }
    }
}

/// The page for whoever asks too often (security N8).
fn too_many_page(cx: &Cx, wait: Duration) -> HttpResponse {
    let wait = wait.as_secs().max(1);
    let words = cx.words();
    let duration = words.duration(wait);
    let message = words.with(
        "error-too-often-message",
        &[("duration", duration.as_str().into())],
    );
    let mut response = tell(
        cx,
        &Told {
            status: StatusCode::TOO_MANY_REQUESTS,
            title: "error-too-often",
            message: &message,
            detail: "too many requests from one address",
        },
    );
    let wait = HeaderValue::from(wait);
    response.headers_mut().insert(header::RETRY_AFTER, wait);
    response
}

/// The page for too much work at once.
pub fn busy_page(cx: &Cx, detail: &str) -> HttpResponse {
    let mut response = tell(
        cx,
        &Told {
            status: StatusCode::SERVICE_UNAVAILABLE,
            title: "error-busy",
            message: "error-busy-message",
            detail,
        },
    );
    retry_later(&mut response);
    response
}

/// The page for a database that does not answer.
fn unavailable_page(cx: &Cx) -> HttpResponse {
    let mut response = tell(
        cx,
        &Told {
            status: StatusCode::SERVICE_UNAVAILABLE,
            title: "error-unavailable",
            message: "error-unavailable-message",
            detail: "the store failed",
        },
    );
    retry_later(&mut response);
    response
}

/// The page for a form that was not made here, or for another session (security E6).
pub fn forged(cx: &Cx) -> HttpResponse {
    tell(
        cx,
        &Told {
            status: StatusCode::FORBIDDEN,
            title: "error-forged",
            message: "error-forged-message",
            detail: "the form token is missing or does not belong to this browser, session and form",
        },
    )
}

/// The page for a step of a sign-in that cannot be taken.
pub fn step(cx: &Cx, error: &StepError) -> HttpResponse {
    let detail = error.to_string();
    match error {
        StepError::Failure(failure) => failure_page(cx, failure),
        StepError::Unresumable(_) | StepError::Gone(_) => tell(
            cx,
            &Told {
                status: StatusCode::BAD_REQUEST,
                title: "error-step",
                message: "error-step-message",
                detail: &detail,
            },
        ),
    }
}

/// The answer to a request that was not looked at, in the form that its route has.
pub fn unread(status: StatusCode, route: Option<&Route>) -> HttpResponse {
    if !route.is_some_and(|route| route.audience == Audience::Programs) {
        return plain(status);
    }
    let body = json!({
        "error": ErrorCode::InvalidRequest.as_str(),
        "error_description": reason(status),
    });
    json::json(status, &body)
}

fn reason(status: StatusCode) -> &'static str {
    status.canonical_reason().unwrap_or("error")
}

/// An answer without page and without JSON.
pub fn plain(status: StatusCode) -> HttpResponse {
    HttpResponse::build(status)
        .content_type("text/plain; charset=utf-8")
        .body(reason(status))
}

/// No such path.
pub async fn not_found(cx: Cx) -> HttpResponse {
    tell(
        &cx,
        &Told {
            status: StatusCode::NOT_FOUND,
            title: "error-not-found",
            message: "error-not-found-message",
            detail: "no such route",
        },
    )
}

/// The path is there, the method is not.
pub async fn method_not_allowed(cx: Cx) -> HttpResponse {
    let route = cx.route();
    let mut response = unread(StatusCode::METHOD_NOT_ALLOWED, route);
    if let Some(route) = route {
        let allow = HeaderValue::from_static(route.allow);
        response.headers_mut().insert(header::ALLOW, allow);
    }
    response
}
