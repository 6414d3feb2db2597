//! Passkeys on pages: signing in with one, and making and naming them.

use super::cx::Cx;
use super::json::of_text;
use super::policy::Policy;
use super::security::{self, Owner};
use super::sent::Sent;
use super::sign_in::{self, onward};
use super::{cookies, deletion, errors, page, second_factor};
use crate::config::{Config, RelyingPartyNames};
use crate::flow::authorize as dispatcher;
use crate::flow::enrolment;
use crate::flow::form_token::{self, Action};
use crate::flow::passkey::{self as flow, AddError, Challenge};
use crate::flow::sign_in::Begun;
use crate::flow::{Browser, Failure};
use crate::login::SignInError;
use crate::model::Credential;
use crate::pages::{self, assets};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// Where the answer goes that signs in.
pub const SIGN_IN_PATH: &str = "/sign-in/passkey";
/// Where a passkey is made.
pub const NEW_PATH: &str = "/account/security/passkey";
/// Where the form that renames a factor goes.
pub const RENAME_PATH: &str = "/account/security/rename";
/// Where browsers look up related origins (WebAuthn §5.11.1).
pub const RELATED_PATH: &str = "/.well-known/webauthn";

/// Whether passkeys are on.
pub const fn are_on(config: &Config) -> bool {
    config.passkeys.is_on()
}

/// Whether pages of other origins may use them.
pub fn are_related(config: &Config) -> bool {
    config
        .passkeys
        .names()
        .is_some_and(|names| names.related().is_some())
}

/// The origins whose pages may use the passkeys of this domain (WebAuthn §5.11.1).
pub async fn related(cx: Cx) -> HttpResponse {
    let names = cx.services().config.passkeys.names();
    let origins = names
        .and_then(RelyingPartyNames::related)
        .unwrap_or_default();
    let document = serde_json::json!({ "origins": origins });
    of_text(StatusCode::OK, document.to_string().into())
}

/// The form that asks for a passkey.
pub fn form(cx: &Cx, action: &str, challenge: Challenge) -> pages::PasskeyForm {
    pages::PasskeyForm {
        action: cx.path(action),
        fields: vec![("challenge", challenge.sealed)],
        options: challenge.options,
        script: assets::passkey_href(cx.services().config.issuer.path()),
        autofill: false,
        creates: None,
        heading: None,
        primary: false,
    }
}

/// The form on the sign-in page, where passkeys are on. The challenge comes with the page.
pub fn sign_in_form(cx: &Cx, request: &str, browser: &Browser) -> Option<pages::PasskeyForm> {
    let challenge = flow::ask_anybody(cx.services(), request, browser).unwrap_or_else(|failure| {
        // The password still works.
        tracing::error!(?failure, "the sign-in page comes without passkeys");
        None
    });
    let mut form = form(cx, SIGN_IN_PATH, challenge?);
    let token = form_token::issue(cx.services(), Action::SignIn, browser, None);
    let fields = [("request", request.to_owned()), ("form_token", token)];
    form.fields.extend(fields);
    form.autofill = true;
    Some(form)
}

/// A browser has answered with a passkey on the sign-in page.
pub async fn sign_in(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::SignIn, false).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let (services, sealed, browser) = (cx.services(), sent.get("request"), &sent.browser);
    let under_way = match dispatcher::under_way(services, sealed, browser).await {
        Ok(under_way) => under_way,
        Err(error) => return errors::step(&cx, &error),
    };
    let origin = cx.origin();
    let (challenge, answer) = (sent.get("challenge"), sent.get("answer"));
    match flow::sign_in(services, sealed, challenge, answer, browser, origin).await {
        Ok(Begun::Leaving(proof)) => deletion::question(&cx, sealed, &proof, browser),
        Ok(Begun::Session(held)) => {
            let mut response = page::see_other(&onward(&cx, sealed));
            cookies::sign_in(&cx, &mut response, &held);
            response
        }
        Err(SignInError::Store(error)) => errors::failure_page(&cx, &error.into()),
        Err(SignInError::Busy) => errors::busy_page(&cx, "too many people are signing in"),
        Err(why) => sign_in::again(&cx, &sent, under_way, &why, WRONG),
    }
}

/// The key of what is said of an answer that was not taken, whatever the reason.
pub const WRONG: &str = "passkey-wrong";

/// Asks for a new passkey.
pub async fn offer(cx: Cx) -> HttpResponse {
    let owner = match Owner::of(&cx).await {
        Ok(owner) => owner,
        Err(response) => return response,
    };
    if !flow::may_add(cx.services(), &owner.credentials) {
        return errors::not_found(cx).await;
    }
    if !owner.is_fresh() {
        return owner.sign_in_again().await;
    }
    new_page(&cx, &owner, StatusCode::OK, None)
}

/// A browser has made a passkey.
pub async fn add(cx: Cx, payload: Payload) -> HttpResponse {
    let (owner, sent) = match Owner::sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    if !flow::may_add(cx.services(), &owner.credentials) {
        return errors::not_found(cx).await;
    }
    let created = flow::Created {
        sealed: sent.get("challenge"),
        answer: sent.get("answer"),
        name: sent.get("name"),
        page: cx.words().language(),
    };
    let (signed_in, credentials) = (&owner.signed_in, &owner.credentials);
    let services = cx.services();
    let browser = &owner.browser;
    let added = flow::add(services, signed_in, credentials, browser, created).await;
    let onward = cx.path(security::PATH);
    match added {
        Ok(Some(codes)) if !codes.is_empty() => second_factor::codes(&cx, &codes, onward),
        Ok(_) => page::see_other(&onward),
        Err(AddError::Refused(reason)) => {
            let user = &owner.signed_in.user;
            let (user, sub) = (user.id, user.sub());
            tracing::info!(event = "passkey_not_added", %user, %sub, reason);
            new_page(
                &cx,
                &owner,
                StatusCode::FORBIDDEN,
                Some(cx.words().text(WRONG)),
            )
        }
        Err(AddError::Store(error)) => errors::failure_page(&cx, &error.into()),
    }
}

fn new_page(cx: &Cx, owner: &Owner<'_>, status: StatusCode, error: Option<String>) -> HttpResponse {
    let (services, browser) = (cx.services(), &owner.browser);
    let challenge = flow::ask_new(services, &owner.signed_in, &owner.credentials, browser);
    let challenge = match challenge {
        Ok(Some(challenge)) => challenge,
        Ok(None) => return page::see_other(&cx.path(security::PATH)),
        Err(failure) => return errors::failure_page(cx, &failure),
    };
    let mut form = form(cx, NEW_PATH, challenge);
    form.fields.push(("form_token", owner.token()));
    form.creates = Some(pages::Naming::Asked);
    form.primary = true;
    let template = pages::NewPasskey {
        chrome: page::chrome(cx),
        passkey: form,
        error,
        back: cx.path(security::PATH),
    };
    let policy = Policy {
        own_scripts: true,
        ..Policy::default()
    };
    page::html_with(cx, status, &template, &policy, None)
}

/// A factor is to have another name.
pub async fn rename(cx: Cx, payload: Payload) -> HttpResponse {
    let (owner, sent) = match Owner::sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let Ok(id) = sent.get("credential").parse() else {
        return errors::forged(&cx);
    };
    let (user, words, name) = (&owner.signed_in.user, cx.words(), sent.get("name"));
    // What a factor is in the language of the page is no name that somebody gave it.
    let is_called_so =
        |one: &Credential| one.id == id && enrolment::called(&words, &one.name) == name.trim();
    if owner.credentials.iter().any(is_called_so) {
        return page::see_other(&cx.path(security::PATH));
    }
    match flow::rename(cx.services(), user, id, name).await {
        Ok(_) => page::see_other(&cx.path(security::PATH)),
        Err(error) => errors::failure_page(&cx, &Failure::from(error)),
    }
}
