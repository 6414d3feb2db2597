//! A forgotten password: a link by mail, with which a new one is set (security H1 to H4).

use super::errands::Errand;
use super::link::{self, Fresh, LIFETIME, Opened};
use super::new_password::{self, NewPasswordError};
use super::notice::{self, Change};
use super::{Failure, Services, letter, limit, post};
use crate::login::login_key;
use crate::model::{Event, Link, LinkPurpose, MailKind, User};
use crate::pages;
use crate::secret::Secret;
use crate::store::{LinkEffect, StoreError};
use crate::words::{Language, Words};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// Where the links lead.
pub const PATH: &str = "/recover/password";

/// Longest sealed request that is remembered with a link.
const LONGEST_REQUEST: usize = 8 * 1024;

/// Somebody wants to set a new password.
#[derive(Debug)]
pub struct Wish {
    /// User name or e-mail address.
    pub login: String,
    /// The sign-in under way, sealed for the browser that asked.
    pub request: Option<String>,
    /// The language of the page.
    pub language: &'static Language,
}

/// What is remembered with a link.
#[derive(Serialize, Deserialize)]
struct Data {
    request: Option<String>,
}

/// Has a link sent to whoever owns the account, if there is one. Nothing of that shows.
pub async fn ask(services: &Services, wish: Wish, address: IpAddr) -> Result<(), Failure> {
    limit::address(services, address).await?;
    tracing::info!(event = "recovery_asked", %address);
    let request = wish.request.filter(|text| text.len() <= LONGEST_REQUEST);
    services
        .errands
        .give(Errand::Recover(Wish { request, ..wish }))
}

/// Writes to the owner of the account.
pub(super) async fn write(services: &Services, wish: Wish) -> Result<(), Failure> {
    let Some(key) = login_key(&wish.login) else {
        return Ok(());
    };
    let account = services.store.account_by_login(&key).await?;
    let Some(user) = account.map(|account| account.user) else {
        return Ok(());
    };
    let Some(address) = notice::reachable(services, &user) else {
        return Ok(());
    };
    let id = user.id.to_string();
    if user.disabled_at.is_some() || !limit::person(services, &id).await? {
        return Ok(());
    }
    let data = Data {
        request: wish.request,
    };
    let to = (PATH, LIFETIME);
    let fresh = link::make(services, LinkPurpose::Recovery, Some(user.id), &data, to);
    let words = letter::words_for(services, &user, wish.language);
    let letter = letter(services, &words, &user, &fresh);
    let mail = post::write(services, MailKind::Recovery, address, &letter)?;
    services.store.put_link(fresh.link, Some(mail)).await?;
    services.post.wake();
    tracing::info!(event = "recovery_link_made", user = %user.id, sub = %user.sub());
    Ok(())
}

/// Makes a link for `user`, whom an operator helps, has it sent, and writes `event` down with it.
/// Gives the link itself where it cannot be sent.
pub async fn link_for(
    services: &Services,
    user: &User,
    event: Event,
) -> Result<Option<String>, Failure> {
    let data = Data { request: None };
    let to = (PATH, LIFETIME);
    let fresh = link::make(services, LinkPurpose::Recovery, Some(user.id), &data, to);
    let mail = match notice::reachable(services, user) {
        Some(address) => {
            let words = letter::words_for(services, user, services.config.default_locale);
            let letter = letter(services, &words, user, &fresh);
            let mail = post::write(services, MailKind::Recovery, address, &letter)?;
            Some(mail)
        }
        None => None,
    };
    let unsent = mail.is_none().then(|| fresh.address.clone());
    let store = services.recording(event);
    store.put_link(fresh.link, mail).await?;
    services.post.wake();
    Ok(unsent)
}

fn letter(services: &Services, words: &Words, user: &User, fresh: &Fresh) -> pages::Letter {
    let username = [("username", user.username.display.as_str().into())];
    let subject = words.text("recover-title");
    pages::Letter {
        before: vec![words.with("letter-recover", &username)],
        link: Some(pages::Link {
            href: fresh.address.clone(),
            label: subject.clone(),
        }),
        after: vec![
            words.text("letter-works-an-hour"),
            words.text("letter-recover-ignore"),
        ],
        ..letter::about(services, words, subject)
    }
}

/// What a link is when it is opened.
pub async fn open(services: &Services, token: &str) -> Result<Opened, StoreError> {
    link::open(services, LinkPurpose::Recovery, token).await
}

/// Sets the password. Signs nobody in; ends all sessions and tokens; second factors stay. Gives the
/// sign-in that was under way, if there was one.
pub async fn set(
    services: &Services,
    link: &Link,
    password: &Secret<String>,
    page: &'static Language,
) -> Result<Option<String>, NewPasswordError> {
    let user = match link.user_id {
        Some(id) => services.store.user(id).await?,
        None => None,
    };
    let user = user.filter(|user| user.disabled_at.is_none());
    let user = user.ok_or(NewPasswordError::LinkGone)?;
    let hash = new_password::accepted(services, &user, password).await?;
    let letter = notice::letter(services, &user, &Change::Password, page)?;
    let effect = LinkEffect::SetPassword(user.id, hash);
    let letters = Vec::from_iter(letter);
    let event = services.event("password.recovered").by_person(user.id);
    let store = services.recording(event);
    let done = store.use_link(link.hash, effect, letters, services.now());
    if !done.await? {
        return Err(NewPasswordError::LinkGone);
    }
    services.outbox.wake();
    services.post.wake();
    tracing::info!(event = "password_recovered", user = %user.id, sub = %user.sub());
    let data: Option<Data> = serde_json::from_str(&link.data).ok();
    Ok(data.and_then(|data| data.request))
}
