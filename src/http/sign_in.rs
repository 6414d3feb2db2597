//! The pages of a sign-in and the forms on them.

use super::cx::Cx;
use super::policy::Policy;
use super::sent::Sent;
use super::{authorize, cookies, errors, language, page, said};
use crate::flow::authorize::{self as dispatcher, Show, Step, StepError, Visitor};
use crate::flow::form_token::{self, Action};
use crate::flow::{Browser, Failure, sign_in as flow};
use crate::login::SignInError;
use crate::model::{Client, SessionSecretHash, User};
use crate::oidc::ScopeSet;
use crate::oidc::authorization_response::encode;
use crate::pages;
use crate::secret::Secret;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Payload;
use std::sync::Arc;

/// Where the sign-in form goes.
pub const PATH: &str = "/sign-in";
/// Where the consent form goes.
pub const CONSENT_PATH: &str = "/consent";
/// Where the form for choosing the account goes.
pub const SELECT_PATH: &str = "/select-account";

/// Renders a step.
pub fn show(
    cx: &Cx,
    show: Show,
    visitor: Visitor<'_>,
    new_browser: Option<&Browser>,
) -> HttpResponse {
    if let Some(tags) = &show.ui_locales {
        language::note_asked(cx, tags);
    }
    let policy = Policy {
        redirect_uri: show.redirect_uri,
        image: show
            .client
            .as_ref()
            .and_then(|client| client.metadata.logo_uri.clone()),
        ..Policy::default()
    };
    let frame = Frame {
        cx,
        browser: visitor.browser,
        session: visitor
            .signed_in
            .map(|signed_in| signed_in.session.secret_hash),
        sealed: show.sealed,
        client: show.client,
    };
    let ok = StatusCode::OK;
    match show.step {
        Step::SignIn {
            reauthenticate,
            login_hint,
        } => {
            // Whoever is to prove it anew need not say again who they are.
            let known = visitor.signed_in.filter(|_| reauthenticate);
            let known = known.map(|signed_in| signed_in.user.username.display.clone());
            let mut template = frame.sign_in(login_hint.or(known).unwrap_or_default());
            template.reauthenticate = reauthenticate;
            page::html_with(cx, ok, &template, &policy, new_browser)
        }
        Step::SelectAccount(user) => {
            page::html_with(cx, ok, &frame.select_account(&user), &policy, new_browser)
        }
        Step::Consent { user, scope } => match frame.consent(&user, &scope) {
            Some(template) => page::html_with(cx, ok, &template, &policy, new_browser),
            None => errors::failure_page(cx, &Failure::Internal("consent without a client")),
        },
    }
}

/// Where a sign-in under way goes on.
fn resume(cx: &Cx, sealed: &str) -> String {
    let onward = encode(&[("request", sealed)]);
    format!("{}?{onward}", cx.path(authorize::RESUME_PATH))
}

/// What the pages of a sign-in share.
struct Frame<'a> {
    cx: &'a Cx,
    browser: &'a Browser,
    session: Option<SessionSecretHash>,
    sealed: String,
    client: Option<Arc<Client>>,
}

impl Frame<'_> {
    fn chrome(&self) -> pages::Chrome {
        let resume = resume(self.cx, &self.sealed);
        pages::Chrome {
            back: language::or_home(self.cx, resume),
            ..page::chrome(self.cx)
        }
    }

    fn card(&self) -> Option<pages::ClientCard> {
        let words = self.cx.words();
        let client = self.client.as_deref()?;
        Some(page::card(client, words.language()))
    }

    fn token(&self, action: Action, session: Option<SessionSecretHash>) -> String {
        form_token::issue(self.cx.services(), action, self.browser, session)
    }

    fn sign_in(&self, username: String) -> pages::SignIn {
        pages::SignIn {
            chrome: self.chrome(),
            client: self.card(),
            action: self.cx.path(PATH),
            request: self.sealed.clone(),
            form_token: self.token(Action::SignIn, None),
            username,
            error: None,
            reauthenticate: false,
            can_cancel: self.client.is_some(),
        }
    }

    fn select_account(&self, user: &User) -> pages::SelectAccount {
        let name = user
            .claims
            .name
            .as_deref()
            .unwrap_or(&user.username.display);
        pages::SelectAccount {
            chrome: self.chrome(),
            client: self.card(),
            action: self.cx.path(SELECT_PATH),
            request: self.sealed.clone(),
            form_token: self.token(Action::SelectAccount, self.session),
            accounts: vec![pages::AccountLine {
                value: user.id.to_string(),
                name: name.to_owned(),
                detail: user
                    .claims
                    .email
                    .as_ref()
                    .unwrap_or(&user.username.display)
                    .clone(),
            }],
        }
    }

    fn consent(&self, user: &User, scope: &ScopeSet) -> Option<pages::Consent> {
        let words = self.cx.words();
        Some(pages::Consent {
            chrome: self.chrome(),
            client: self.card()?,
            action: self.cx.path(CONSENT_PATH),
            request: self.sealed.clone(),
            form_token: self.token(Action::Consent, self.session),
            username: user.username.display.clone(),
            scopes: scope
                .iter()
                .map(|scope| said::scope_line(&words, scope))
                .collect(),
        })
    }
}

fn answer(cx: &Cx, sent: &Sent, outcome: Result<dispatcher::Outcome, StepError>) -> HttpResponse {
    match outcome {
        Ok(outcome) => authorize::answer(cx, outcome, sent.visitor(), None),
        Err(error) => errors::step(cx, &error),
    }
}

/// The sign-in form was sent.
pub async fn sign_in(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::SignIn, false).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let sealed = sent.get("request");
    if sent.get("decision") == "cancel" {
        let outcome = dispatcher::cancel(cx.services(), sealed, sent.visitor()).await;
        return answer(&cx, &sent, outcome);
    }
    // What cannot go on must not cost a hash.
    let frame = match dispatcher::client_of(cx.services(), sealed, &sent.browser).await {
        Ok((client, request)) => {
            if let Some(tags) = request
                .as_ref()
                .and_then(|request| request.ui_locales.as_deref())
            {
                language::note_asked(&cx, tags);
            }
            (client, request.map(|request| request.redirect_uri))
        }
        Err(error) => return errors::step(&cx, &error),
    };
    let login = sent.get("username");
    let password = Secret::new(sent.get("password").to_owned());
    let origin = match cx.origin().await {
        Ok(origin) => origin,
        Err(error) => return errors::failure_page(&cx, &error.into()),
    };
    match flow::by_password(cx.services(), login, password, origin).await {
        Ok((cookie, _)) => {
            let mut response = page::see_other(&resume(&cx, sealed));
            cookies::sign_in(&cx, &mut response, &cookie);
            response
        }
        Err(SignInError::Store(error)) => errors::failure_page(&cx, &error.into()),
        Err(SignInError::Busy) => errors::busy_page(&cx, "the queue of password hashes is full"),
        Err(why) => again(&cx, &sent, frame, &why),
    }
}

/// The form once more, with what is wrong. The same words for an unknown user and a wrong password.
fn again(
    cx: &Cx,
    sent: &Sent,
    (client, redirect_uri): (Option<Arc<Client>>, Option<String>),
    why: &SignInError,
) -> HttpResponse {
    let policy = Policy {
        redirect_uri,
        image: client
            .as_ref()
            .and_then(|client| client.metadata.logo_uri.clone()),
        ..Policy::default()
    };
    let frame = Frame {
        cx,
        browser: &sent.browser,
        session: None,
        sealed: sent.get("request").to_owned(),
        client,
    };
    let mut template = frame.sign_in(sent.get("username").chars().take(320).collect());
    let words = cx.words();
    let (status, message, wait) = match why {
        SignInError::Wait(wait) => (
            StatusCode::TOO_MANY_REQUESTS,
            words.with(
                "sign-in-wait",
                &[("duration", words.duration(wait.as_secs()).as_str().into())],
            ),
            Some(wait.as_secs().max(1)),
        ),
        _ => (StatusCode::FORBIDDEN, words.text("sign-in-wrong"), None),
    };
    template.error = Some(message);
    let mut response = page::html_with(cx, status, &template, &policy, None);
    if let Some(wait) = wait {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    response
}

/// The consent form was sent. The decision comes from a form only (security A22).
pub async fn consent(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::Consent, true).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let sealed = sent.get("request");
    let services = cx.services();
    let outcome = match sent.get("decision") {
        "allow" => dispatcher::consent(services, sealed, sent.visitor(), true).await,
        "deny" => dispatcher::consent(services, sealed, sent.visitor(), false).await,
        "switch" => dispatcher::select_account(services, sealed, sent.visitor(), false).await,
        _ => return errors::forged(&cx),
    };
    answer(&cx, &sent, outcome)
}

/// The form for choosing the account was sent.
pub async fn select_account(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::SelectAccount, true).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let chosen = sent.get("account");
    let current = sent
        .signed_in
        .as_ref()
        .map(|signed_in| signed_in.user.id.to_string());
    let go_on = current.is_some_and(|current| current == chosen);
    let sealed = sent.get("request");
    let outcome = dispatcher::select_account(cx.services(), sealed, sent.visitor(), go_on).await;
    answer(&cx, &sent, outcome)
}
