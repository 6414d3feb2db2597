//! What a person signs in with: shown, set up, removed. Every change needs a recent sign-in with
//! what the account has (security G6).

use super::account::date;
use super::cx::Cx;
use super::sent::Sent;
use super::{
    account, authorize, credentials, deletion, entry, errors, page, passkeys, qr, second_factor,
};
use crate::flow::authorize::{Visitor, visit_security};
use crate::flow::enrolment::{self, Confirmed, Offer, Within};
use crate::flow::form_token::{self, Action};
use crate::flow::security::{self as flow, Removal};
use crate::flow::session::SignedIn;
use crate::flow::{Browser, passkey};
use crate::login::policy;
use crate::model::{Credential, CredentialKind};
use crate::pages;
use crate::words::Words;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// The page.
pub const PATH: &str = "/account/security";
/// Where an authenticator is set up.
pub const AUTHENTICATOR_PATH: &str = "/account/security/authenticator";
/// Where the form that removes a factor goes.
pub const REMOVE_PATH: &str = "/account/security/remove";
/// Where the form for new recovery codes goes.
pub const CODES_PATH: &str = "/account/security/recovery-codes";

/// Whose page it is, and what they have.
pub struct Owner<'a> {
    cx: &'a Cx,
    /// The browser.
    pub browser: Browser,
    /// Who is signed in there.
    pub signed_in: SignedIn,
    /// What they have.
    pub credentials: Vec<Credential>,
}

/// Shows what the person has.
pub async fn overview(cx: Cx) -> HttpResponse {
    match Owner::of(&cx).await {
        Ok(owner) => owner.page(StatusCode::OK, None),
        Err(response) => response,
    }
}

/// Shows what an authenticator needs.
pub async fn offer(cx: Cx) -> HttpResponse {
    let owner = match Owner::of(&cx).await {
        Ok(owner) => owner,
        Err(response) => return response,
    };
    if !owner.may_add() {
        return errors::not_found(cx).await;
    }
    if !owner.is_fresh() {
        return owner.sign_in_again().await;
    }
    let (services, user) = (cx.services(), &owner.signed_in.user);
    match enrolment::offer(services, user, &owner.browser) {
        Ok(offer) => owner.enrol(StatusCode::OK, offer, None),
        Err(failure) => errors::failure_page(&cx, &failure),
    }
}

/// The first code of an authenticator was sent.
pub async fn confirm(cx: Cx, payload: Payload) -> HttpResponse {
    let (owner, sent) = match Owner::sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    if !owner.may_add() {
        return errors::not_found(cx).await;
    }
    let (services, user, browser) = (cx.services(), &owner.signed_in.user, &owner.browser);
    let (sealed, code) = (sent.get("offer"), sent.get("code"));
    let has = &owner.credentials;
    let confirmed = Confirmed::check(services, user, has, browser, sealed, code);
    if !confirmed.is_right() {
        let wrong = cx.words().text("enrol-wrong");
        let again = enrolment::offer_again(services, user, has, browser, sealed);
        return match again {
            Some(offer) => owner.enrol(StatusCode::FORBIDDEN, offer, Some(wrong)),
            None => page::see_other(&cx.path(AUTHENTICATOR_PATH)),
        };
    }
    let within = Within::Session(owner.signed_in.session.id);
    let page = cx.words().language();
    match enrolment::add(services, user, has, confirmed, within, page).await {
        Ok(Some(codes)) if !codes.is_empty() => second_factor::codes(&cx, &codes, cx.path(PATH)),
        Ok(_) => page::see_other(&cx.path(PATH)),
        Err(error) => errors::failure_page(&cx, &error.into()),
    }
}

/// A factor is to be removed.
pub async fn remove(cx: Cx, payload: Payload) -> HttpResponse {
    let (owner, sent) = match Owner::sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let Ok(id) = sent.get("credential").parse() else {
        return errors::forged(&cx);
    };
    let (services, words) = (cx.services(), cx.words());
    let (signed_in, all) = (&owner.signed_in, &owner.credentials);
    match flow::remove(services, signed_in, all, id, words.language()).await {
        Ok(Removal::Done) => page::see_other(&cx.path(PATH)),
        Ok(Removal::Needed) => {
            let message = words.text("security-needed");
            owner.page(StatusCode::CONFLICT, Some(message))
        }
        Err(error) => errors::failure_page(&cx, &error.into()),
    }
}

/// New recovery codes are wanted.
pub async fn replace_codes(cx: Cx, payload: Payload) -> HttpResponse {
    let (owner, _) = match Owner::sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    if enrolment::factor_ids(&owner.credentials).is_empty() {
        return page::see_other(&cx.path(PATH));
    }
    let (services, user) = (cx.services(), &owner.signed_in.user);
    let page = cx.words().language();
    match enrolment::replace_codes(services, user, &owner.credentials, page).await {
        Ok(Some(codes)) => second_factor::codes(&cx, &codes, cx.path(PATH)),
        Ok(None) => page::see_other(&cx.path(PATH)),
        Err(error) => errors::failure_page(&cx, &error.into()),
    }
}

impl<'a> Owner<'a> {
    /// Whoever is signed in; a sign-in page where nobody is.
    pub async fn of(cx: &'a Cx) -> Result<Self, HttpResponse> {
        let mut visit = entry::visit(cx).await?;
        let Some(signed_in) = visit.signed_in.take() else {
            return Err(sign_in(cx, &visit.browser, None, visit.new_browser()).await);
        };
        Self::with(cx, visit.browser, signed_in).await
    }

    async fn with(cx: &'a Cx, browser: Browser, signed_in: SignedIn) -> Result<Self, HttpResponse> {
        let credentials = cx.services().store.credentials_of(signed_in.user.id).await;
        let credentials = credentials.map_err(|error| errors::failure_page(cx, &error.into()))?;
        Ok(Self {
            cx,
            browser,
            signed_in,
            credentials,
        })
    }

    /// A form that changes something came back from whoever has recently signed in.
    pub async fn sent(cx: &'a Cx, payload: Payload) -> Result<(Self, Sent), HttpResponse> {
        let (signed_in, sent) = entry::sent(cx, payload, Action::Security).await?;
        let owner = Self::with(cx, sent.browser.clone(), signed_in).await?;
        if !owner.is_fresh() {
            return Err(owner.sign_in_again().await);
        }
        Ok((owner, sent))
    }

    /// Whether they may change what they have.
    pub fn is_fresh(&self) -> bool {
        flow::may_change(
            &self.signed_in.session,
            &self.credentials,
            self.cx.services().now(),
        )
    }

    fn may_add(&self) -> bool {
        flow::may_add(self.cx.services(), &self.credentials)
    }

    /// Asks them to sign in once more.
    pub async fn sign_in_again(&self) -> HttpResponse {
        sign_in(self.cx, &self.browser, Some(&self.signed_in), None).await
    }

    /// The token for forms.
    pub fn token(&self) -> String {
        let session = Some(self.signed_in.session.secret_hash);
        form_token::issue(self.cx.services(), Action::Security, &self.browser, session)
    }

    fn enrol(&self, status: StatusCode, offer: Offer, error: Option<String>) -> HttpResponse {
        let template = pages::Enrol {
            chrome: page::chrome(self.cx),
            passkey: None,
            passkey_error: None,
            form: pages::EnrolForm {
                action: self.cx.path(AUTHENTICATOR_PATH),
                form_token: self.token(),
                sign_in: None,
                picture: qr::picture(&offer),
                seed: offer.typed.expose().clone(),
                offer: offer.sealed,
                error,
                back: Some(self.cx.path(PATH)),
            },
        };
        page::html(self.cx, status, &template)
    }

    fn page(&self, status: StatusCode, error: Option<String>) -> HttpResponse {
        let cx = self.cx;
        let words = cx.words();
        let all = &self.credentials;
        let factors = all.iter().filter(|one| one.kind.is_factor());
        let left = |one: &&Credential| one.kind == CredentialKind::RecoveryCode && one.counter == 0;
        let mail_is_on = cx.services().config.mail.is_on();
        let has_some = policy::reachable(all) > policy::Level::Password;
        let template = pages::Security {
            chrome: page::chrome(cx),
            form_token: self.token(),
            error,
            factors: factors.map(|one| line(&words, one)).collect(),
            codes_left: has_some.then(|| all.iter().filter(left).count()),
            add: self.may_add().then(|| cx.path(AUTHENTICATOR_PATH)),
            add_passkey: passkey::may_add(cx.services(), all).then(|| cx.path(passkeys::NEW_PATH)),
            rename: cx.path(passkeys::RENAME_PATH),
            remove: cx.path(REMOVE_PATH),
            new_codes: cx.path(CODES_PATH),
            delete: deletion::is_on(&cx.services().config).then(|| cx.path(deletion::PATH)),
            password: cx.path(credentials::PASSWORD_PATH),
            new_email: mail_is_on.then(|| cx.path(credentials::EMAIL_PATH)),
            account: cx.path(account::PATH),
        };
        page::html(cx, status, &template)
    }
}

/// Has a second factor shown anew by whoever has one, where the password is asked for besides.
pub async fn with_second(
    cx: &Cx,
    browser: &Browser,
    signed_in: &SignedIn,
) -> Result<(), HttpResponse> {
    let services = cx.services();
    let credentials = services.store.credentials_of(signed_in.user.id).await;
    let credentials = credentials.map_err(|error| errors::failure_page(cx, &error.into()))?;
    if flow::password_is_enough(&signed_in.session, &credentials, services.now()) {
        return Ok(());
    }
    Err(sign_in(cx, browser, Some(signed_in), None).await)
}

fn line(words: &Words, credential: &Credential) -> pages::FactorLine {
    pages::FactorLine {
        id: credential.id.to_string(),
        name: enrolment::called(words, &credential.name),
        since: date(credential.created_at.0),
        last_used: credential.last_used_at.map(|at| date(at.0)),
    }
}

async fn sign_in(
    cx: &Cx,
    browser: &Browser,
    signed_in: Option<&SignedIn>,
    new: Option<&Browser>,
) -> HttpResponse {
    let visitor = Visitor {
        browser,
        signed_in,
        // It is proved anew who it is, and so by whom they like.
        waiting: &[],
        device: None,
    };
    match visit_security(cx.services(), visitor).await {
        Ok(outcome) => authorize::answer(cx, outcome, visitor, new),
        Err(failure) => errors::failure_page(cx, &failure),
    }
}
