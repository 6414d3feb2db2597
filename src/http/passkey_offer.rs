//! The offer to make a passkey, between a sign-in with a password and where it leads. Whatever becomes
//! of it, the way on is open.

use super::cx::Cx;
use super::policy::Policy;
use super::sent::Sent;
use super::sign_in::onward;
use super::{account, body, errors, language, page, passkeys, second_factor};
use crate::flow::authorize as dispatcher;
use crate::flow::form_token::{self, Action};
use crate::flow::passkey::{self, AddError, Created, offer};
use crate::flow::session::SignedIn;
use crate::flow::{Browser, Failure};
use crate::model::User;
use crate::oidc::authorization_response::encode;
use crate::pages;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// Where the offer is made, and answered.
pub const PATH: &str = "/sign-in/offer";

/// The offer's address, for the sign-in under way behind `sealed`.
pub fn address(cx: &Cx, sealed: &str) -> String {
    format!("{}?{}", cx.path(PATH), encode(&[("request", sealed)]))
}

/// Whether this person is to be offered a passkey. Where that cannot be told, they are not.
pub async fn is_due(cx: &Cx, user: &User, sealed: &str, browser: &Browser) -> bool {
    let due = offer::is_due(cx.services(), user, sealed, browser).await;
    due.unwrap_or_else(|error| {
        tracing::error!(%error, "nobody is offered a passkey");
        false
    })
}

/// The page.
pub async fn get(cx: Cx) -> HttpResponse {
    let parameters = match body::query(&cx) {
        Ok(parameters) => parameters,
        Err(bad) => return bad.page(&cx),
    };
    let sealed = parameters.get("request").ok().flatten().unwrap_or_default();
    let signed_in = match cx.signed_in().await {
        Ok(signed_in) => signed_in,
        Err(error) => return errors::failure_page(&cx, &error.into()),
    };
    let (browser, _) = cx.browser();
    Offer::of(&cx, &browser, signed_in.as_ref(), sealed)
        .await
        .map_or_else(|other| other, |offer| offer.page(StatusCode::OK, None))
}

/// A passkey was made, or is not wanted.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::PasskeyOffer, true).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let (signed_in, sealed) = (sent.signed_in.as_ref(), sent.get("request"));
    let offer = match Offer::of(&cx, &sent.browser, signed_in, sealed).await {
        Ok(offer) => offer,
        Err(response) => return response,
    };
    match sent.get("decision") {
        "later" => offer.decline(false).await,
        "never" => offer.decline(true).await,
        _ => offer.take(&sent).await,
    }
}

/// An offer that stands.
struct Offer<'a> {
    cx: &'a Cx,
    browser: &'a Browser,
    signed_in: &'a SignedIn,
    sealed: &'a str,
}

impl<'a> Offer<'a> {
    /// The offer to whoever is signed in; the way on where it does not stand any more.
    async fn of(
        cx: &'a Cx,
        browser: &'a Browser,
        signed_in: Option<&'a SignedIn>,
        sealed: &'a str,
    ) -> Result<Self, HttpResponse> {
        let under_way = dispatcher::under_way(cx.services(), sealed, browser).await;
        let under_way = under_way.map_err(|error| errors::step(cx, &error))?;
        language::note_asked(cx, under_way.ui_locales.as_deref().unwrap_or_default());
        let Some(signed_in) = signed_in else {
            return Err(page::see_other(&onward(cx, sealed)));
        };
        match offer::is_open(cx.services(), signed_in).await {
            Ok(true) => Ok(Self {
                cx,
                browser,
                signed_in,
                sealed,
            }),
            Ok(false) => Err(page::see_other(&onward(cx, sealed))),
            Err(error) => Err(errors::failure_page(cx, &error.into())),
        }
    }

    async fn decline(&self, never: bool) -> HttpResponse {
        let user = &self.signed_in.user;
        match offer::decline(self.cx.services(), user, never).await {
            Ok(()) => page::see_other(&onward(self.cx, self.sealed)),
            Err(error) => errors::failure_page(self.cx, &error.into()),
        }
    }

    async fn take(&self, sent: &Sent) -> HttpResponse {
        let (cx, services) = (self.cx, self.cx.services());
        // Nobody is asked for a name on the way to somewhere else: this is where it was made.
        let name = account::device(&cx.words(), &cx.origin().user_agent);
        let created = Created {
            sealed: sent.get("challenge"),
            answer: sent.get("answer"),
            name: &name,
            page: cx.words().language(),
        };
        // Whoever has none yet; another that came meanwhile has the write refused.
        let added = passkey::add(services, self.signed_in, &[], self.browser, created).await;
        let onward = onward(cx, self.sealed);
        match added {
            Ok(Some(codes)) => second_factor::codes(cx, &codes, onward),
            Ok(None) => page::see_other(&onward),
            Err(AddError::Refused(reason)) => {
                let (user, sub) = (self.signed_in.user.id, self.signed_in.user.sub());
                tracing::info!(event = "passkey_not_added", %user, %sub, reason);
                let message = cx.words().text(passkeys::WRONG);
                self.page(StatusCode::FORBIDDEN, Some(message))
            }
            Err(AddError::Store(error)) => errors::failure_page(cx, &error.into()),
        }
    }

    fn page(&self, status: StatusCode, error: Option<String>) -> HttpResponse {
        match self.view(error) {
            Ok(template) => {
                let policy = Policy {
                    own_scripts: true,
                    ..Policy::default()
                };
                page::html_with(self.cx, status, &template, &policy, None)
            }
            Err(failure) => errors::failure_page(self.cx, &failure),
        }
    }

    fn view(&self, error: Option<String>) -> Result<pages::PasskeyOffer, Failure> {
        let (cx, services) = (self.cx, self.cx.services());
        let challenge = passkey::ask_new(services, self.signed_in, &[], self.browser)?;
        let challenge = challenge.ok_or(Failure::Internal("passkeys are off"))?;
        let session = Some(self.signed_in.session.secret_hash);
        let token = form_token::issue(services, Action::PasskeyOffer, self.browser, session);
        let mut form = passkeys::form(cx, PATH, challenge);
        form.fields.extend([
            ("request", self.sealed.to_owned()),
            ("form_token", token.clone()),
        ]);
        form.creates = Some(pages::Naming::Given);
        form.primary = true;
        Ok(pages::PasskeyOffer {
            chrome: page::chrome(cx),
            passkey: form,
            error,
            action: cx.path(PATH),
            request: self.sealed.to_owned(),
            form_token: token,
        })
    }
}
