//! What the pages behind links and around them share.

use super::body::BadBody;
use super::cx::Cx;
use super::errors::{self, Told};
use super::{body, page, said};
use crate::flow::new_password::NewPasswordError;
use crate::login::SignInError;
use crate::pages;
use crate::store::StoreError;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};

/// The token of a link that was opened; empty if it has none.
pub fn token(cx: &Cx) -> Result<String, BadBody> {
    let query = body::query(cx)?;
    let token = query.get("token").ok().flatten();
    Ok(token.unwrap_or_default().to_owned())
}

/// A page that says something, with a way onwards.
pub fn tell(cx: &Cx, title: String, message: String, link: Option<pages::Link>) -> HttpResponse {
    let template = pages::Told {
        chrome: page::chrome(cx),
        title,
        message,
        link,
    };
    page::html(cx, StatusCode::OK, &template)
}

/// A way onwards within these pages; `label` is a key.
pub fn onwards(cx: &Cx, path: &str, label: &str) -> pages::Link {
    pages::Link {
        href: cx.path(path),
        label: cx.words().text(label),
    }
}

/// The page for a link that was used.
pub fn used(cx: &Cx) -> HttpResponse {
    refuse(cx, "link-used", "link-used-message")
}

/// The page for a link that is too old or none of ours.
pub fn gone(cx: &Cx) -> HttpResponse {
    refuse(cx, "link-gone", "link-gone-message")
}

fn refuse(cx: &Cx, title: &str, message: &str) -> HttpResponse {
    errors::tell(
        cx,
        &Told {
            status: StatusCode::GONE,
            title,
            message,
            detail: "a link that was used, expired or never made",
        },
    )
}

/// What is wrong with the fields of a form that asks for passwords.
#[derive(Debug, Default)]
pub struct Wrong {
    /// The status of the page.
    pub status: StatusCode,
    /// The current password.
    pub current: Option<String>,
    /// The new one.
    pub password: Option<pages::PasswordRefused>,
    /// The new address.
    pub email: Option<String>,
    /// Seconds after which to try again.
    pub wait: Option<u64>,
}

impl Wrong {
    /// What is to be said beside the fields, or the page instead of them.
    pub fn of(cx: &Cx, error: NewPasswordError) -> Result<Self, Box<HttpResponse>> {
        let words = cx.words();
        match error {
            NewPasswordError::Password(why) => Ok(Self {
                password: Some(said::password(&words, &why)),
                ..Self::refused()
            }),
            NewPasswordError::Email(_) => Ok(Self {
                email: Some(words.text("email-wrong")),
                ..Self::refused()
            }),
            NewPasswordError::NotProven(SignInError::Wrong) => Ok(Self {
                status: StatusCode::FORBIDDEN,
                current: Some(words.text("new-password-not-right")),
                ..Self::default()
            }),
            NewPasswordError::NotProven(SignInError::Wait(wait)) => Ok(Self {
                status: StatusCode::TOO_MANY_REQUESTS,
                current: Some(super::sign_in::told(cx, &SignInError::Wait(wait), "").1),
                wait: Some(wait.as_secs().max(1)),
                ..Self::default()
            }),
            NewPasswordError::LinkGone => Err(Box::new(used(cx))),
            NewPasswordError::NotProven(SignInError::Busy) => Err(Box::new(errors::busy_page(
                cx,
                "the queue of password hashes is full",
            ))),
            NewPasswordError::NotProven(SignInError::Store(error)) => {
                Err(Box::new(errors::failure_page(cx, &error.into())))
            }
            NewPasswordError::Failure(failure) => Err(Box::new(errors::failure_page(cx, &failure))),
        }
    }

    fn refused() -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Self::default()
        }
    }

    /// Says when to try again.
    pub fn answered(wait: Option<u64>, mut response: HttpResponse) -> HttpResponse {
        if let Some(wait) = wait {
            let wait = HeaderValue::from(wait);
            response.headers_mut().insert(header::RETRY_AFTER, wait);
        }
        response
    }
}

/// The page for what the store could not do.
pub fn failed(cx: &Cx, error: StoreError) -> HttpResponse {
    errors::failure_page(cx, &error.into())
}
