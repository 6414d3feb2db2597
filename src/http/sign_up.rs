//! The pages with which people make their own accounts.

use super::cx::Cx;
use super::sent::Sent;
use super::{ask_address, cookies, errors, language, links, page, recovery, said, sign_in};
use crate::flow::authorize as dispatcher;
use crate::flow::form_token::{self, Action};
use crate::flow::setup::{Form, SetupError};
use crate::flow::sign_up::{self as flow, Admitted, AskError, Entry};
use crate::flow::{Browser, sign_in as sessions};
use crate::login::{HasherError, PasswordRefusal, Proof};
use crate::oidc::authorization_response::encode;
use crate::pages::{self, Asked};
use crate::secret::Secret;
use crate::store::StoreError;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// Where somebody says which address their account is to have.
pub const PATH: &str = "/sign-up";

/// Where the sign-in page sends whoever has no account, if they may make one.
pub fn link(cx: &Cx, sealed: &str) -> Option<String> {
    let is_on = flow::is_on(&cx.services().config);
    is_on.then(|| ask_address::link(cx, Asked::SignUp, sealed))
}

/// Asks for the address.
pub async fn get(cx: Cx) -> HttpResponse {
    ask_address::get(cx, Asked::SignUp).await
}

/// Has the link sent. The page is the same whether or not the address has an account.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::SignUp, false).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let request = Some(sent.get("request")).filter(|request| !request.is_empty());
    if let Some(request) = request
        && sent.get("decision") == "sign-in"
    {
        let outcome = dispatcher::sign_in_instead(cx.services(), request, sent.visitor()).await;
        return sign_in::answer(&cx, &sent, outcome);
    }
    let email: String = sent.get("login").chars().take(320).collect();
    language::note_request(&cx, request, &sent.browser).await;
    let kept = request.map(str::to_owned);
    let words = cx.words();
    let page = words.language();
    match flow::ask(cx.services(), &email, kept, cx.address(), page).await {
        Ok(()) => links::tell(
            &cx,
            words.text("link-sent"),
            words.text("sign-up-sent-hint"),
            None,
        ),
        Err(AskError::Failure(failure)) => errors::failure_page(&cx, &failure),
        Err(why) => {
            let why = Some(said::unaddressed(&words, &why));
            let browser = &sent.browser;
            let template = ask_address::view(&cx, browser, Asked::SignUp, request, email, why);
            page::html(&cx, StatusCode::UNPROCESSABLE_ENTITY, &template)
        }
    }
}

/// Which links lead to the form.
#[derive(Clone, Copy)]
enum Way {
    SignUp,
    Invitation,
}

impl Way {
    const fn path(self) -> &'static str {
        match self {
            Self::SignUp => flow::PATH,
            Self::Invitation => flow::INVITATION_PATH,
        }
    }

    async fn open(self, cx: &Cx, token: &str) -> Result<Box<Admitted>, HttpResponse> {
        let entry = match self {
            Self::SignUp => flow::open(cx.services(), token).await,
            Self::Invitation => flow::open_invitation(cx.services(), token).await,
        };
        match entry {
            Ok(Entry::Open(admitted)) => Ok(admitted),
            Ok(Entry::Used) => Err(links::used(cx)),
            Ok(Entry::Gone) => Err(links::gone(cx)),
            Err(error) => Err(links::failed(cx, error)),
        }
    }
}

/// The link of a self-registration was opened.
pub async fn open(cx: Cx) -> HttpResponse {
    show(cx, Way::SignUp).await
}

/// An invitation was opened.
pub async fn open_invitation(cx: Cx) -> HttpResponse {
    show(cx, Way::Invitation).await
}

/// The form behind a link. Opening it changes nothing.
async fn show(cx: Cx, way: Way) -> HttpResponse {
    let token = match links::token(&cx) {
        Ok(token) => token,
        Err(bad) => return bad.page(&cx),
    };
    let admitted = match way.open(&cx, &token).await {
        Ok(admitted) => admitted,
        Err(response) => return response,
    };
    let (browser, is_new) = cx.browser();
    let given = Given {
        token,
        email: admitted.email,
        name: admitted.name,
        username: String::new(),
    };
    let template = view(&cx, way, &browser, given, pages::SetupErrors::default());
    let new_browser = is_new.then_some(&browser);
    page::with_password(&cx, StatusCode::OK, &template, new_browser)
}

/// The form of a self-registration was sent.
pub async fn create(cx: Cx, payload: Payload) -> HttpResponse {
    make(cx, payload, Way::SignUp).await
}

/// The form of an invitation was sent.
pub async fn create_invited(cx: Cx, payload: Payload) -> HttpResponse {
    make(cx, payload, Way::Invitation).await
}

async fn make(cx: Cx, payload: Payload, way: Way) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::NewAccount, false).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let token = sent.get("token");
    let admitted = match way.open(&cx, token).await {
        Ok(admitted) => admitted,
        Err(response) => return response,
    };
    let request = admitted.request.clone();
    let short = |name| sent.get(name).chars().take(320).collect::<String>();
    let given = Given {
        token: token.to_owned(),
        email: admitted.email.clone(),
        name: short("name"),
        username: short("username"),
    };
    let form = Form {
        name: sent.get("name").to_owned(),
        username: sent.get("username").to_owned(),
        email: admitted.email.clone(),
        password: Secret::new(sent.get("password").to_owned()),
    };
    match flow::create(cx.services(), *admitted, form).await {
        Ok(proof) => welcome(&cx, &sent.browser, proof, request).await,
        Err(error) => refused(&cx, way, &sent.browser, given, error),
    }
}

/// Signed in at once where that is enough, and back to the app where this is the browser that came
/// from it.
async fn welcome(
    cx: &Cx,
    browser: &Browser,
    proof: Proof,
    request: Option<String>,
) -> HttpResponse {
    let held = match sessions::begin_first(cx.services(), proof, cx.origin()).await {
        Ok(held) => held,
        Err(error) => return links::failed(cx, error),
    };
    let onward = match request {
        Some(request) if recovery::goes_on(cx, browser, &request).await => {
            format!("/authorize/resume?{}", encode(&[("request", &request)]))
        }
        _ => super::account::PATH.to_owned(),
    };
    let mut response = page::see_other(&cx.path(&onward));
    if let Some(held) = held {
        cookies::sign_in(cx, &mut response, &held);
    }
    response
}

fn refused(cx: &Cx, way: Way, browser: &Browser, given: Given, error: SetupError) -> HttpResponse {
    let words = cx.words();
    let errors = match error {
        SetupError::Closed => return links::used(cx),
        SetupError::Hasher(HasherError::TooLong) => pages::SetupErrors {
            password: Some(said::password(&words, &PasswordRefusal::TooLong)),
            ..pages::SetupErrors::default()
        },
        SetupError::Hasher(_) => return errors::busy_page(cx, "the queue of password hashes"),
        SetupError::Store(StoreError::Taken(what)) => said::taken(&words, what),
        SetupError::Store(error) => return links::failed(cx, error),
        SetupError::Fields(fields) => said::fields(&words, fields),
    };
    let template = view(cx, way, browser, given, errors);
    page::with_password(cx, StatusCode::UNPROCESSABLE_ENTITY, &template, None)
}

/// What the form shows again.
struct Given {
    token: String,
    email: String,
    name: String,
    username: String,
}

fn view(
    cx: &Cx,
    way: Way,
    browser: &Browser,
    given: Given,
    errors: pages::SetupErrors,
) -> pages::NewAccount {
    let services = cx.services();
    pages::NewAccount {
        chrome: page::chrome(cx),
        action: cx.path(way.path()),
        token: given.token,
        form_token: form_token::issue(services, Action::NewAccount, browser, None),
        email: given.email,
        name: given.name,
        username: given.username,
        min_chars: services.config.password_min_length,
        errors,
    }
}
