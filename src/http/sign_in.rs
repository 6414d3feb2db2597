//! The pages of a sign-in and the forms on them.

use super::cx::Cx;
use super::policy::Policy;
use super::sent::Sent;
use super::{
    ask_address, authorize, cookies, deletion, errors, language, page, passkey_offer, passkeys,
    recovery, refusals, said, second_factor, sign_up,
};
use crate::flow::authorize::{self as dispatcher, Show, Step, StepError, UnderWay, Visitor};
use crate::flow::form_token::{self, Action};
use crate::flow::second_factor::Mark;
use crate::flow::sign_in::{self as flow, Reached};
use crate::flow::{Browser, Failure};
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
    let mut policy = policy_of(show.client.as_deref(), show.redirect_uri);
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
            policy.own_scripts = true;
            page::html_with(cx, ok, &template, &policy, new_browser)
        }
        Step::SignUp { login_hint } => {
            let sealed = Some(frame.sealed.as_str());
            let email = login_hint.unwrap_or_default();
            let asked = pages::Asked::SignUp;
            let template = ask_address::view(cx, visitor.browser, asked, sealed, email, None);
            page::html_with(cx, ok, &template, &policy, new_browser)
        }
        Step::SelectAccount(people) => {
            let template = frame.select_account(&people);
            page::html_with(cx, ok, &template, &policy, new_browser)
        }
        Step::TurnAway(user) => match frame.turned_away(&user) {
            Some(template) => {
                frame.note_turned_away(&user);
                let forbidden = StatusCode::FORBIDDEN;
                page::html_with(cx, forbidden, &template, &policy, new_browser)
            }
            None => errors::failure_page(cx, &Failure::Internal("turned away from no client")),
        },
        Step::Consent { user, scope } => match frame.consent(&user, &scope) {
            Some(template) => page::html_with(cx, ok, &template, &policy, new_browser),
            None => errors::failure_page(cx, &Failure::Internal("consent without a client")),
        },
    }
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
        let resume = onward(self.cx, &self.sealed);
        pages::Chrome {
            back: language::or_home(self.cx, resume),
            ..page::chrome_for(self.cx, self.client.as_deref())
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
            offers: self.cx.services().config.passkey_offer,
            tries: 0,
            passkey: passkeys::sign_in_form(self.cx, &self.sealed, self.browser),
            recover: recovery::link(self.cx, &self.sealed),
            sign_up: sign_up::link(self.cx, &self.sealed),
        }
    }

    fn select_account(&self, people: &[Arc<User>]) -> pages::SelectAccount {
        pages::SelectAccount {
            chrome: self.chrome(),
            client: self.card(),
            action: self.cx.path(SELECT_PATH),
            request: self.sealed.clone(),
            form_token: self.token(Action::SelectAccount, self.session),
            accounts: people.iter().map(|user| account_line(user)).collect(),
        }
    }

    fn turned_away(&self, user: &User) -> Option<pages::TurnedAway> {
        Some(pages::TurnedAway {
            chrome: self.chrome(),
            client: self.card()?,
            action: self.cx.path(CONSENT_PATH),
            request: self.sealed.clone(),
            form_token: self.token(Action::Consent, self.session),
            username: user.username.display.clone(),
            reference: self.cx.reference().to_string(),
        })
    }

    fn note_turned_away(&self, user: &User) {
        if let Some(client) = &self.client {
            refusals::not_admitted(self.cx, &client.id, user);
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

/// An account as somebody knows it again.
pub fn account_line(user: &User) -> pages::AccountLine {
    let username = &user.username.display;
    let (name, email) = (user.claims.name.as_ref(), user.claims.email.as_ref());
    pages::AccountLine {
        value: user.id.to_string(),
        name: name.unwrap_or(username).clone(),
        detail: email.unwrap_or(username).clone(),
    }
}

/// What comes of a step.
pub fn answer(
    cx: &Cx,
    sent: &Sent,
    outcome: Result<dispatcher::Outcome, StepError>,
) -> HttpResponse {
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
    let under_way = match dispatcher::under_way(cx.services(), sealed, &sent.browser).await {
        Ok(under_way) => under_way,
        Err(error) => return errors::step(&cx, &error),
    };
    language::note_asked(&cx, under_way.ui_locales.as_deref().unwrap_or_default());
    let login = sent.get("username");
    let password = Secret::new(sent.get("password").to_owned());
    let origin = cx.origin();
    // Where everything is to be proved anew, no browser is remembered.
    let visitor = sent.visitor();
    let is_remembered = |mark: &Mark| visitor.is_remembered(cx.services(), mark);
    let trusts = |mark: &Mark| !under_way.fresh && is_remembered(mark);
    let browser = &sent.browser;
    let services = cx.services();
    match flow::by_password(services, login, password, sealed, browser, origin, trusts).await {
        Ok(Reached::Session(held, user)) => {
            // Whoever proves anew who they are is on the way to something.
            let can = sent.get("passkeys") == "can" && !under_way.fresh;
            let next = if can && passkey_offer::is_due(&cx, &user, sealed, browser).await {
                passkey_offer::address(&cx, sealed)
            } else {
                onward(&cx, sealed)
            };
            let mut response = page::see_other(&next);
            cookies::sign_in(&cx, &mut response, &held);
            response
        }
        Ok(Reached::Leaving(proof)) => deletion::question(&cx, sealed, &proof, browser),
        Ok(Reached::Second(state)) => second_factor::ask(&cx, sealed, &state),
        Err(SignInError::Store(error)) => errors::failure_page(&cx, &error.into()),
        Err(SignInError::Busy) => errors::busy_page(&cx, "the queue of password hashes is full"),
        Err(why) => again(&cx, &sent, under_way, &why, "sign-in-wrong"),
    }
}

/// Where a sign-in under way goes on.
pub fn onward(cx: &Cx, sealed: &str) -> String {
    let query = encode(&[("request", sealed)]);
    format!("{}?{query}", cx.path(authorize::RESUME_PATH))
}

/// The form once more, with what is wrong (a key). The same words for an unknown user and a wrong password.
pub fn again(
    cx: &Cx,
    sent: &Sent,
    under_way: UnderWay,
    why: &SignInError,
    wrong: &str,
) -> HttpResponse {
    let mut policy = policy_of(under_way.client.as_deref(), under_way.redirect_uri);
    let frame = Frame {
        cx,
        browser: &sent.browser,
        session: None,
        sealed: sent.get("request").to_owned(),
        client: under_way.client,
    };
    let mut template = frame.sign_in(sent.get("username").chars().take(320).collect());
    policy.own_scripts = true;
    let (status, message) = told(cx, why, wrong);
    template.error = Some(message);
    // What the page says of itself decides about nothing but a hint.
    let before = sent.get("tries").parse::<u8>().unwrap_or(0);
    template.tries = before.saturating_add(1);
    let response = page::html_with(cx, status, &template, &policy, None);
    with_wait(response, why)
}

/// The status and the words for evidence that was not taken; `wrong` is the key of what is said of
/// evidence that is wrong.
pub fn told(cx: &Cx, why: &SignInError, wrong: &str) -> (StatusCode, String) {
    let words = cx.words();
    match why {
        SignInError::Wait(wait) => {
            let wait = words.duration(wait.as_secs());
            let message = words.with("sign-in-wait", &[("duration", wait.as_str().into())]);
            (StatusCode::TOO_MANY_REQUESTS, message)
        }
        _ => (StatusCode::FORBIDDEN, words.text(wrong)),
    }
}

/// `response` with the time to wait, if there is one.
pub fn with_wait(mut response: HttpResponse, why: &SignInError) -> HttpResponse {
    if let SignInError::Wait(wait) = why {
        let wait = HeaderValue::from(wait.as_secs().max(1));
        response.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    response
}

/// The policy of a page that asks on behalf of `client`.
pub fn policy_of(client: Option<&Client>, redirect_uri: Option<String>) -> Policy {
    Policy {
        redirect_uri,
        image: client.and_then(|client| client.metadata.logo_uri.clone()),
        ..Policy::default()
    }
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
        "switch" => dispatcher::switch(services, sealed, sent.visitor()).await,
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
    let (sealed, chosen) = (sent.get("request"), sent.get("account"));
    let outcome = dispatcher::select_account(cx.services(), sealed, sent.visitor(), chosen).await;
    answer(&cx, &sent, outcome)
}
