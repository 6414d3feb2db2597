//! What is kept of a refused request, so that an operator can have it explained: parameters that are
//! no secrets, and of the others only that they were there (security M).

use super::cx::{Cx, Noted};
use crate::admin::explain::{PARAMETER, REFUSED};
use crate::admin::{Desk, Operation};
use crate::flow::authorize::NOT_ADMITTED;
use crate::flow::refused;
use crate::model::{EventActor, User};
use crate::oidc::{ClientId, ErrorCode, Parameters};
use actix_web::HttpMessage;
use actix_web::http::header;

/// Parameters that are kept as they came.
const SHOWN: [&str; 13] = [
    "client_id",
    "redirect_uri",
    "post_logout_redirect_uri",
    "response_type",
    "response_mode",
    "scope",
    "prompt",
    "max_age",
    "code_challenge_method",
    "grant_type",
    "client_assertion_type",
    "acr_values",
    "resource",
];

/// Parameters that are secrets, or may hold some: only that they came is kept.
const GIVEN: [&str; 14] = [
    "state",
    "nonce",
    "code_challenge",
    "code",
    "code_verifier",
    "client_secret",
    "client_assertion",
    "refresh_token",
    "device_code",
    "id_token_hint",
    "request",
    "request_uri",
    "token",
    "login_hint",
];

/// Remembers what was asked, for a request that is about to be refused.
pub fn receive(cx: &Cx, parameters: &Parameters) {
    let shown = SHOWN.iter().filter_map(|name| match parameters.get(name) {
        Ok(value) => value.map(|value| (*name, value.to_owned())),
        Err(_) => Some((*name, "(repeated)".to_owned())),
    });
    let is_given = |name: &'static str| !matches!(parameters.get(name), Ok(None));
    let given = GIVEN.iter().filter(|name| is_given(name));
    let given = given.map(|name| (*name, "(given)".to_owned()));
    let received = shown.chain(given).collect();
    if let Some(noted) = cx.request.extensions_mut().get_mut::<Noted>() {
        noted.received = received;
    }
}

/// Keeps that this request was refused, for a while and among a bounded number of others.
pub fn note(cx: &Cx, error: &str, description: &str, detail: &str) {
    let services = cx.services();
    let mut event = services
        .event(REFUSED)
        .failed()
        .by(EventActor::Anonymous)
        .from(cx.address())
        .reference(cx.reference())
        .with("path", cx.request.path())
        .with("error", error)
        .with("description", description)
        .with("detail", detail);
    if let Some(origin) = cx.header(&header::ORIGIN) {
        event = event.with("origin", origin);
    }
    if cx.request.headers().contains_key(header::AUTHORIZATION) {
        event = event.with("authorization", "(given)");
    }
    let mut extensions = cx.request.extensions_mut();
    if let Some(noted) = extensions.get_mut::<Noted>() {
        if std::mem::replace(&mut noted.refused, true) {
            return;
        }
        if let Some(operator) = &noted.operator {
            event = event.by(operator.into());
        }
        event.person = noted.person;
        let client = noted.client_id.as_deref();
        event.client = client.and_then(|id| ClientId::try_from(id).ok());
        for (name, value) in noted.received.drain(..) {
            event = event.with(format!("{PARAMETER}{name}"), value);
        }
    }
    drop(extensions);
    services.notes.push(event);
}

/// Keeps that somebody may not use an app, for they are in none of its groups.
pub fn not_admitted(cx: &Cx, client: &ClientId, person: &User) {
    cx.note_client(client.as_str());
    cx.note_person(person.id);
    let error = ErrorCode::AccessDenied.as_str();
    note(cx, error, NOT_ADMITTED, "");
}

/// Remembers who operates, in case that they are refused something.
pub fn operates(cx: &Cx, desk: &Desk<'_>) {
    if let Some(noted) = cx.request.extensions_mut().get_mut::<Noted>() {
        noted.operator = Some(desk.actor().clone());
    }
}

/// Has it written down among the events that whoever operates was refused this.
pub fn forbidden(cx: &Cx, operation: Operation) {
    let noted = cx.request.extensions();
    let operator = noted
        .get::<Noted>()
        .and_then(|noted| noted.operator.clone());
    drop(noted);
    let Some(operator) = operator else {
        return;
    };
    let services = cx.services();
    let event = Desk::of(services, operator).event(refused::KIND);
    let event = event
        .failed()
        .from(cx.address())
        .reference(cx.reference())
        .with("method", cx.request.method())
        .with("path", cx.request.path());
    services.refused.push(event, operation.as_str());
}
