//! The page that makes the first account.

use super::cx::Cx;
use super::errors::{self, Told};
use super::{body, cookies, page, said};
use crate::flow::form_token::{self, Action};
use crate::flow::setup::{self as flow, Form, SetupError};
use crate::flow::{Browser, sign_in};
use crate::login::{HasherError, PasswordRefusal, Proof};
use crate::oidc::Parameters;
use crate::pages;
use crate::secret::Secret;
use crate::store::StoreError;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// Where the setup link leads.
pub const PATH: &str = "/setup";

/// The link was opened.
pub async fn get(cx: Cx) -> HttpResponse {
    let parameters = match body::query(&cx) {
        Ok(parameters) => parameters,
        Err(bad) => return bad.page(&cx),
    };
    let token = parameters.get("token").ok().flatten().unwrap_or_default();
    match flow::is_open(cx.services(), token).await {
        Ok(true) => {
            let (browser, _) = cx.browser();
            let template = view(&cx, &browser, &parameters, pages::SetupErrors::default());
            page::with_password(&cx, StatusCode::OK, &template, Some(&browser))
        }
        Ok(false) => closed(&cx),
        Err(error) => errors::failure_page(&cx, &error.into()),
    }
}

/// The form was sent.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    let parameters = match body::form(&cx, payload).await {
        Ok(parameters) => parameters,
        Err(bad) => return bad.page(&cx),
    };
    let (browser, _) = cx.browser();
    let get = |name| parameters.get(name).ok().flatten().unwrap_or_default();
    let ours = form_token::verify(
        cx.services(),
        Action::Setup,
        &browser,
        None,
        get("form_token"),
    );
    if cx.is_cross_site() || !ours {
        return errors::forged(&cx);
    }
    let form = Form {
        name: get("name").to_owned(),
        username: get("username").to_owned(),
        email: get("email").to_owned(),
        password: Secret::new(get("password").to_owned()),
    };
    match flow::create_owner(cx.services(), get("token"), form).await {
        Ok(proof) => welcome(&cx, proof).await,
        Err(error) => refused(&cx, &browser, &parameters, error),
    }
}

/// The owner is signed in at once.
async fn welcome(cx: &Cx, proof: Proof) -> HttpResponse {
    match sign_in::begin_first(cx.services(), proof, cx.origin()).await {
        Ok(held) => {
            let mut response = page::see_other(&cx.path("/"));
            if let Some(held) = held {
                cookies::sign_in(cx, &mut response, &held);
            }
            response
        }
        Err(error) => errors::failure_page(cx, &error.into()),
    }
}

fn refused(cx: &Cx, browser: &Browser, parameters: &Parameters, error: SetupError) -> HttpResponse {
    let words = cx.words();
    let errors = match error {
        SetupError::Closed => return closed(cx),
        SetupError::Hasher(HasherError::TooLong) => pages::SetupErrors {
            password: Some(said::password(&words, &PasswordRefusal::TooLong)),
            ..pages::SetupErrors::default()
        },
        SetupError::Hasher(_) => return errors::busy_page(cx, "the queue of password hashes"),
        SetupError::Store(StoreError::Taken(what)) => said::taken(&words, what),
        SetupError::Store(error) => return errors::failure_page(cx, &error.into()),
        SetupError::Fields(fields) => said::fields(&words, fields),
    };
    let template = view(cx, browser, parameters, errors);
    page::with_password(cx, StatusCode::UNPROCESSABLE_ENTITY, &template, None)
}

fn view(
    cx: &Cx,
    browser: &Browser,
    given: &Parameters,
    errors: pages::SetupErrors,
) -> pages::Setup {
    let get = |name| {
        given
            .get(name)
            .ok()
            .flatten()
            .unwrap_or_default()
            .chars()
            .take(320)
            .collect()
    };
    pages::Setup {
        chrome: page::chrome(cx),
        action: cx.path(PATH),
        token: get("token"),
        form_token: form_token::issue(cx.services(), Action::Setup, browser, None),
        name: get("name"),
        username: get("username"),
        email: get("email"),
        min_chars: cx.services().config.password_min_length,
        error: None,
        errors,
    }
}

fn closed(cx: &Cx) -> HttpResponse {
    errors::tell(
        cx,
        &Told {
            status: StatusCode::FORBIDDEN,
            title: "setup-closed",
            message: "setup-closed-message",
            detail: "an owner exists, or the token is not of this deployment",
        },
    )
}
