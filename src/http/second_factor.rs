//! The pages of a sign-in after its first step.

use super::cx::Cx;
use super::sent::Sent;
use super::sign_in::{onward, policy_of, told, with_wait};
use super::{authorize, body, cookies, deletion, errors, language, page, passkeys, qr};
use crate::flow::authorize::{self as dispatcher, StepError, UnderWay};
use crate::flow::enrolment::{self, Confirmed};
use crate::flow::form_token::{self, Action};
use crate::flow::passkey::{self, Challenge};
use crate::flow::second_factor::{self as flow, Due, Entered, SecondError};
use crate::flow::sign_in::Begun;
use crate::flow::{Browser, Failure, remembered_device, security};
use crate::login::policy::Level;
use crate::login::{RecoveryCode, SignInError, Totp};
use crate::model::CredentialKind;
use crate::oidc::authorization_response::encode;
use crate::pages;
use crate::secret::Secret;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// Where the next factor is asked for.
pub const PATH: &str = "/sign-in/second";

/// Names the page for recovery codes.
const RECOVERY: &str = "recovery_code";
/// Names the page for the codes of authenticators.
const TOTP: &str = "totp";
/// Names the setting up of an authenticator.
const ENROL: &str = "enrol";
/// Names the answer of a passkey.
const PASSKEY: &str = "passkey";
/// Names the making of a passkey.
const NEW_PASSKEY: &str = "enrol-passkey";

/// Sends the browser to the page for the next factor.
pub fn ask(cx: &Cx, request: &str, state: &str) -> HttpResponse {
    page::see_other(&address(cx, request, state, TOTP))
}

fn address(cx: &Cx, request: &str, state: &str, method: &str) -> String {
    let query = encode(&[("request", request), ("state", state), ("method", method)]);
    format!("{}?{query}", cx.path(PATH))
}

/// A sign-in between its steps, as a page needs it.
struct Between<'a> {
    cx: &'a Cx,
    browser: &'a Browser,
    request: &'a str,
    state: &'a str,
    method: &'a str,
    under_way: UnderWay,
    due: Due,
}

/// The page for the next factor.
pub async fn get(cx: Cx) -> HttpResponse {
    let parameters = match body::query(&cx) {
        Ok(parameters) => parameters,
        Err(bad) => return bad.page(&cx),
    };
    let get = |name| parameters.get(name).ok().flatten().unwrap_or_default();
    let signed_in = match cx.signed_in().await {
        Ok(signed_in) => signed_in,
        Err(error) => return errors::failure_page(&cx, &error.into()),
    };
    let (browser, _) = cx.browser();
    let (request, state) = (get("request"), get("state"));
    let services = cx.services();
    let opened = async {
        let under_way = dispatcher::under_way(services, request, &browser).await?;
        let due = flow::open(services, request, state, &browser, signed_in.as_ref()).await?;
        Ok::<_, StepError>((under_way, due))
    };
    match opened.await {
        Ok((under_way, due)) => {
            language::note_asked(&cx, under_way.ui_locales.as_deref().unwrap_or_default());
            let between = Between {
                cx: &cx,
                browser: &browser,
                request,
                state,
                method: get("method"),
                under_way,
                due,
            };
            between.page(StatusCode::OK, None, None)
        }
        Err(error) => errors::step(&cx, &error),
    }
}

/// A form for the next factor was sent.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::SecondFactor, false).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let (request, state) = (sent.get("request"), sent.get("state"));
    let services = cx.services();
    if sent.get("decision") == "cancel" {
        let outcome = match sent.get("method") {
            ENROL | NEW_PASSKEY => dispatcher::give_up(services, request, sent.visitor()).await,
            _ => dispatcher::cancel(services, request, sent.visitor()).await,
        };
        return match outcome {
            Ok(outcome) => authorize::answer(&cx, outcome, sent.visitor(), None),
            Err(error) => errors::step(&cx, &error),
        };
    }
    let signed_in = sent.signed_in.as_ref();
    let opened = async {
        let under_way = dispatcher::under_way(services, request, &sent.browser).await?;
        let due = flow::open(services, request, state, &sent.browser, signed_in).await?;
        Ok::<_, StepError>((under_way, due))
    };
    let (under_way, due) = match opened.await {
        Ok(opened) => opened,
        Err(error) => return errors::step(&cx, &error),
    };
    language::note_asked(&cx, under_way.ui_locales.as_deref().unwrap_or_default());
    let between = Between {
        cx: &cx,
        browser: &sent.browser,
        request,
        state,
        method: sent.get("method"),
        under_way,
        due,
    };
    match between.take(&sent).await {
        Ok(Entered::Further(state)) => ask(&cx, request, &state),
        Ok(Entered::In { begun, codes }) => between.entered(&sent, &begun, &codes),
        Err(SecondError::Step(error)) => errors::step(&cx, &error),
        Err(SecondError::SignIn(SignInError::Store(error))) => {
            errors::failure_page(&cx, &error.into())
        }
        Err(SecondError::SignIn(SignInError::Busy)) => {
            errors::busy_page(&cx, "too many people are signing in")
        }
        Err(SecondError::SignIn(why)) => between.again(&sent, &why),
    }
}

impl Between<'_> {
    async fn take(&self, sent: &Sent) -> Result<Entered, SecondError> {
        let (services, due) = (self.cx.services(), &self.due);
        let origin = self.cx.origin();
        let typed = || Secret::new(sent.get("code").to_owned());
        match self.method {
            ENROL => {
                let (offer, code) = (sent.get("offer"), sent.get("code"));
                let (user, browser) = (due.user(), self.browser);
                let has = due.credentials();
                let new = Confirmed::check(services, user, has, browser, offer, code);
                due.enrol(services, new, origin, self.cx.words().language())
                    .await
            }
            NEW_PASSKEY => {
                let created = passkey::Created {
                    sealed: sent.get("challenge"),
                    answer: sent.get("answer"),
                    name: sent.get("name"),
                    page: self.cx.words().language(),
                };
                let (request, browser) = (self.request, self.browser);
                passkey::create_within(services, due, request, created, browser, origin).await
            }
            PASSKEY => {
                let (sealed, answer) = (sent.get("challenge"), sent.get("answer"));
                let (request, browser) = (self.request, self.browser);
                passkey::second(services, due, request, sealed, answer, browser, origin).await
            }
            RECOVERY => due.recover(services, &RecoveryCode(typed()), origin).await,
            _ => due.prove(services, &Totp(typed()), origin).await,
        }
    }

    fn entered(&self, sent: &Sent, begun: &Begun, made: &[Secret<String>]) -> HttpResponse {
        let held = match begun {
            Begun::Session(held) => held,
            Begun::Leaving(proof) => {
                return deletion::question(self.cx, self.request, proof, self.browser);
            }
        };
        let onward = onward(self.cx, self.request);
        let mut response = if made.is_empty() {
            page::see_other(&onward)
        } else {
            codes(self.cx, made, onward)
        };
        cookies::sign_in(self.cx, &mut response, held);
        if sent.get("remember") == "on" && self.method == TOTP {
            let services = self.cx.services();
            let mark = self.due.mark(services);
            if let Some(proof) = remembered_device::issue(services, &mark, self.browser) {
                cookies::remember_device(self.cx, &mut response, proof);
            }
        }
        response
    }

    fn again(&self, sent: &Sent, why: &SignInError) -> HttpResponse {
        let wrong = match self.method {
            PASSKEY | NEW_PASSKEY => passkeys::WRONG,
            _ => "second-wrong",
        };
        let (status, message) = told(self.cx, why, wrong);
        with_wait(self.page(status, Some(message), Some(sent)), why)
    }

    fn page(&self, status: StatusCode, error: Option<String>, sent: Option<&Sent>) -> HttpResponse {
        let under_way = &self.under_way;
        let mut policy = policy_of(under_way.client.as_deref(), under_way.redirect_uri.clone());
        let page = match (self.due.enrols(), self.offers_codes()) {
            (false, _) => self.ask(error).map(|template| {
                policy.own_scripts = template.passkey.is_some();
                page::html_with(self.cx, status, &template, &policy, None)
            }),
            (true, true) => self.enrol(error, sent).map(|template| {
                policy.own_scripts = template.passkey.is_some();
                page::html_with(self.cx, status, &template, &policy, None)
            }),
            (true, false) => self.enrol_passkey(error).map(|template| {
                policy.own_scripts = template.passkey.is_some();
                page::html_with(self.cx, status, &template, &policy, None)
            }),
        };
        page.unwrap_or_else(|failure| errors::failure_page(self.cx, &failure))
    }

    /// Whether an authenticator may be set up, and is good enough.
    fn offers_codes(&self) -> bool {
        let may = security::may_add(self.cx.services(), self.due.credentials());
        may && self.due.goal() <= Level::Mfa
    }

    fn token(&self) -> String {
        form_token::issue(self.cx.services(), Action::SecondFactor, self.browser, None)
    }

    fn ask(&self, error: Option<String>) -> Result<pages::SecondFactor, Failure> {
        let passkey = self.passkey()?;
        // Codes are worth no more than that; one on paper leads to a new passkey.
        let renews = self.due.goal() > Level::Mfa;
        let totp = !renews && self.due.has(CredentialKind::Totp);
        let paper = self.due.has(CredentialKind::RecoveryCode);
        let usual = totp || passkey.is_some();
        let recovery = paper && (self.method == RECOVERY || !usual);
        let (other, there) = if recovery {
            (TOTP, usual)
        } else {
            (RECOVERY, paper)
        };
        let other = there.then(|| address(self.cx, self.request, self.state, other));
        let lasts = self.cx.services().config.second_factors.remembered;
        let client = self.under_way.client.as_deref();
        let words = self.cx.words();
        Ok(pages::SecondFactor {
            chrome: page::chrome_for(self.cx, client),
            client: client.map(|client| page::card(client, words.language())),
            action: self.cx.path(PATH),
            request: self.request.to_owned(),
            state: self.state.to_owned(),
            form_token: self.token(),
            recovery,
            renews,
            totp: totp && !recovery,
            passkey: passkey.filter(|_| !recovery),
            other,
            remember: (!lasts.is_zero()).then(|| words.duration(lasts.as_secs())),
            error,
        })
    }

    /// Asks for a passkey, where the person has one.
    fn passkey(&self) -> Result<Option<pages::PasskeyForm>, Failure> {
        let services = self.cx.services();
        let challenge = passkey::ask_second(services, self.request, &self.due, self.browser)?;
        Ok(challenge.map(|challenge| {
            let mut form = self.passkey_form(challenge, PASSKEY);
            let codes = self.due.goal() <= Level::Mfa && self.due.has(CredentialKind::Totp);
            form.primary = !codes;
            form
        }))
    }

    fn passkey_form(&self, challenge: Challenge, method: &str) -> pages::PasskeyForm {
        let mut form = passkeys::form(self.cx, PATH, challenge);
        form.fields.extend([
            ("request", self.request.to_owned()),
            ("state", self.state.to_owned()),
            ("form_token", self.token()),
            ("method", method.to_owned()),
        ]);
        form
    }

    /// Has a passkey made, where the person may have one.
    fn new_passkey(&self) -> Result<Option<pages::PasskeyForm>, Failure> {
        let services = self.cx.services();
        let challenge = passkey::ask_within(services, self.request, &self.due, self.browser)?;
        Ok(challenge.map(|challenge| pages::PasskeyForm {
            creates: Some(pages::Naming::Asked),
            primary: true,
            ..self.passkey_form(challenge, NEW_PASSKEY)
        }))
    }

    /// Nothing but a passkey is good enough.
    fn enrol_passkey(&self, error: Option<String>) -> Result<pages::EnrolPasskey, Failure> {
        let client = self.under_way.client.as_deref();
        let words = self.cx.words();
        Ok(pages::EnrolPasskey {
            chrome: page::chrome_for(self.cx, client),
            client: client.map(|client| page::card(client, words.language())),
            passkey: self.new_passkey()?,
            error,
            action: self.cx.path(PATH),
            request: self.request.to_owned(),
            state: self.state.to_owned(),
            form_token: self.token(),
            method: NEW_PASSKEY,
        })
    }

    fn enrol(&self, error: Option<String>, sent: Option<&Sent>) -> Result<pages::Enrol, Failure> {
        let (services, user) = (self.cx.services(), self.due.user());
        let has = self.due.credentials();
        let again = |sealed| enrolment::offer_again(services, user, has, self.browser, sealed);
        let before = sent.map(|sent| sent.get("offer")).and_then(again);
        let offer = match before {
            Some(offer) => offer,
            None => enrolment::offer(services, user, self.browser)?,
        };
        let (about_passkey, error) = match self.method {
            NEW_PASSKEY => (error, None),
            _ => (None, error),
        };
        Ok(pages::Enrol {
            chrome: page::chrome_for(self.cx, self.under_way.client.as_deref()),
            passkey: self.new_passkey()?.map(|form| pages::PasskeyForm {
                heading: Some(self.cx.words().text("security-passkey")),
                ..form
            }),
            passkey_error: about_passkey,
            form: pages::EnrolForm {
                action: self.cx.path(PATH),
                form_token: self.token(),
                sign_in: Some((self.request.to_owned(), self.state.to_owned())),
                picture: qr::picture(&offer),
                seed: offer.typed.expose().clone(),
                offer: offer.sealed,
                error,
                back: None,
            },
        })
    }
}

/// The page with new recovery codes.
pub fn codes(cx: &Cx, codes: &[Secret<String>], onward: String) -> HttpResponse {
    let template = pages::RecoveryCodes {
        chrome: page::chrome(cx),
        codes: codes.iter().map(|code| code.expose().clone()).collect(),
        onward,
    };
    page::html(cx, StatusCode::OK, &template)
}
