//! The pages with which people change their own password and e-mail address.

use super::cx::Cx;
use super::links::{self, Wrong};
use super::sent::Sent;
use super::{account, cookies, entry, errors, page, security};
use crate::flow::form_token::{self, Action};
use crate::flow::link::Opened;
use crate::flow::session::SignedIn;
use crate::flow::{Browser, email_change, new_password};
use crate::pages;
use crate::secret::Secret;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// Where the password is changed.
pub const PASSWORD_PATH: &str = "/account/password";
/// Where the e-mail address is changed.
pub const EMAIL_PATH: &str = "/account/email";

/// Asks for the new password.
pub async fn password(cx: Cx) -> HttpResponse {
    match owner(&cx).await {
        Ok((browser, signed_in)) => {
            let template = password_view(&cx, &browser, &signed_in, Wrong::default());
            page::with_password(&cx, StatusCode::OK, &template, None)
        }
        Err(response) => response,
    }
}

/// Whoever is signed in as strongly as these changes need; others are sent to sign in.
async fn owner(cx: &Cx) -> Result<(Browser, SignedIn), HttpResponse> {
    let (browser, signed_in) = visitor(cx).await?;
    security::with_second(cx, &browser, &signed_in).await?;
    Ok((browser, signed_in))
}

/// A form of these pages that came back from such a person.
async fn sent(cx: &Cx, payload: Payload) -> Result<(SignedIn, Sent), HttpResponse> {
    let (signed_in, sent) = account::sent(cx, payload).await?;
    security::with_second(cx, &sent.browser, &signed_in).await?;
    Ok((signed_in, sent))
}

/// Whoever is signed in; others are sent to sign in.
pub async fn visitor(cx: &Cx) -> Result<(Browser, SignedIn), HttpResponse> {
    let mut visit = entry::visit(cx).await?;
    match visit.signed_in.take() {
        Some(signed_in) if visit.new_browser().is_none() => Ok((visit.browser, signed_in)),
        _ => Err(page::see_other(&cx.path(account::PATH))),
    }
}

/// The new password was sent.
pub async fn set_password(cx: Cx, payload: Payload) -> HttpResponse {
    let (signed_in, sent) = match sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let origin = cx.origin();
    let current = Secret::new(sent.get("current").to_owned());
    let new = Secret::new(sent.get("password").to_owned());
    let words = cx.words();
    let page = words.language();
    match new_password::change(cx.services(), &signed_in, current, &new, origin, page).await {
        Ok(held) => {
            let mut response = links::tell(
                &cx,
                words.text("new-password-done"),
                words.text("new-password-done-here"),
                Some(links::onwards(&cx, account::PATH, "account-title")),
            );
            cookies::sign_in(&cx, &mut response, &held);
            response
        }
        Err(error) => match Wrong::of(&cx, error) {
            Ok(wrong) => {
                let (status, wait) = (wrong.status, wrong.wait);
                let template = password_view(&cx, &sent.browser, &signed_in, wrong);
                Wrong::answered(wait, page::with_password(&cx, status, &template, None))
            }
            Err(response) => *response,
        },
    }
}

fn password_view(
    cx: &Cx,
    browser: &Browser,
    signed_in: &SignedIn,
    wrong: Wrong,
) -> pages::NewPassword {
    pages::NewPassword {
        chrome: page::chrome(cx),
        action: cx.path(PASSWORD_PATH),
        form_token: token(cx, browser, signed_in),
        token: None,
        username: Some(signed_in.user.username.display.clone()),
        min_chars: cx.services().config.password_min_length,
        current_error: wrong.current,
        refused: wrong.password,
    }
}

pub fn token(cx: &Cx, browser: &Browser, signed_in: &SignedIn) -> String {
    let session = Some(signed_in.session.secret_hash);
    form_token::issue(cx.services(), Action::Account, browser, session)
}

/// Asks for the new address.
pub async fn email(cx: Cx) -> HttpResponse {
    match owner(&cx).await {
        Ok((browser, signed_in)) => {
            let wrong = Wrong::default();
            let template = email_view(&cx, &browser, &signed_in, String::new(), wrong);
            page::with_password(&cx, StatusCode::OK, &template, None)
        }
        Err(response) => response,
    }
}

/// The new address was sent; it counts once its mailbox has proven itself.
pub async fn set_email(cx: Cx, payload: Payload) -> HttpResponse {
    let (signed_in, sent) = match sent(&cx, payload).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let current = Secret::new(sent.get("current").to_owned());
    let email: String = sent.get("email").chars().take(320).collect();
    let (services, words) = (cx.services(), cx.words());
    let (address, page) = (cx.address(), words.language());
    let asked = email_change::ask(services, &signed_in, &email, current, address, page);
    match asked.await {
        Ok(()) => links::tell(
            &cx,
            words.text("new-email-sent"),
            words.text("new-email-sent-hint"),
            Some(links::onwards(&cx, account::PATH, "account-title")),
        ),
        Err(error) => match Wrong::of(&cx, error) {
            Ok(wrong) => {
                let (status, wait) = (wrong.status, wrong.wait);
                let template = email_view(&cx, &sent.browser, &signed_in, email, wrong);
                Wrong::answered(wait, page::with_password(&cx, status, &template, None))
            }
            Err(response) => *response,
        },
    }
}

fn email_view(
    cx: &Cx,
    browser: &Browser,
    signed_in: &SignedIn,
    email: String,
    wrong: Wrong,
) -> pages::NewEmail {
    pages::NewEmail {
        chrome: page::chrome(cx),
        action: cx.path(EMAIL_PATH),
        form_token: token(cx, browser, signed_in),
        username: signed_in.user.username.display.clone(),
        now: signed_in.user.claims.email.clone(),
        email,
        error: wrong.email,
        current_error: wrong.current,
    }
}

/// The link to the new address was opened. That changes nothing.
pub async fn open_email(cx: Cx) -> HttpResponse {
    let token = links::token(&cx);
    let link = match email_change::open(cx.services(), &token).await {
        Ok(Opened::Good(link)) => link,
        Ok(Opened::Used) => return links::used(&cx),
        Ok(Opened::Gone) => return links::gone(&cx),
        Err(error) => return links::failed(&cx, error),
    };
    let Some(email) = email_change::address(&link) else {
        return links::gone(&cx);
    };
    let (browser, is_new) = cx.browser();
    let services = cx.services();
    let template = pages::ConfirmEmail {
        chrome: page::chrome(&cx),
        action: cx.path(email_change::PATH),
        form_token: form_token::issue(services, Action::ConfirmEmail, &browser, None),
        token,
        email: email.address,
    };
    let policy = super::policy::Policy::default();
    let new_browser = is_new.then_some(&browser);
    page::html_with(&cx, StatusCode::OK, &template, &policy, new_browser)
}

/// The new address was confirmed.
pub async fn confirm_email(cx: Cx, payload: Payload) -> HttpResponse {
    let sent = match Sent::read(&cx, payload, Action::ConfirmEmail, false).await {
        Ok(sent) => sent,
        Err(response) => return response,
    };
    let link = match email_change::open(cx.services(), sent.get("token")).await {
        Ok(Opened::Good(link)) => link,
        Ok(Opened::Used) => return links::used(&cx),
        Ok(Opened::Gone) => return links::gone(&cx),
        Err(error) => return links::failed(&cx, error),
    };
    let words = cx.words();
    match email_change::confirm(cx.services(), &link, words.language()).await {
        Ok(email) => links::tell(
            &cx,
            words.text("new-email-done"),
            words.with("new-email-done-hint", &[("email", email.as_str().into())]),
            Some(links::onwards(&cx, account::PATH, "account-title")),
        ),
        Err(error) => match Wrong::of(&cx, error) {
            Ok(_) => errors::forged(&cx),
            Err(response) => *response,
        },
    }
}
