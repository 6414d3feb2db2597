//! A person changes their e-mail address: it counts once the new mailbox has proven itself (security
//! H5).

use super::link::{self, LIFETIME, Opened};
use super::new_password::{self, NewPasswordError};
use super::notice::{self, Change};
use super::session::SignedIn;
use super::sign_in::Origin;
use super::{Failure, Services, letter, limit, post};
use crate::login::{EmailAddress, email_address};
use crate::model::{Link, LinkPurpose, MailKind, User};
use crate::pages;
use crate::secret::Secret;
use crate::store::{LinkEffect, StoreError};
use crate::words::{Language, Words};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// Where the links lead.
pub const PATH: &str = "/account/email/confirm";

/// What is remembered with a link.
#[derive(Serialize, Deserialize)]
struct Data {
    email: String,
}

/// Has a link sent to `email`, which becomes the address of whoever is signed in when it is used. An
/// address of somebody else's account gets other words; nothing of that shows.
pub async fn ask(
    services: &Services,
    signed_in: &SignedIn,
    email: &str,
    current: Secret<String>,
    address: IpAddr,
    page: &'static Language,
) -> Result<(), NewPasswordError> {
    let email = email_address(email).map_err(NewPasswordError::Email)?;
    let user = &signed_in.user;
    let origin = Origin::at(address);
    new_password::prove(services, user, current, &origin).await?;
    limit::address(services, address).await?;
    if !limit::person(services, &email.key).await? {
        return Ok(());
    }
    let holder = services.store.account_by_login(&email.key).await?;
    let other = holder.filter(|holder| holder.user.id != user.id);
    if let Some(other) = other {
        let words = letter::words_for(services, &other.user, page);
        let letter = taken(services, &words);
        let mail = post::write(services, MailKind::Verification, &email.address, &letter)?;
        return Ok(post::queue(services, mail).await?);
    }
    send(services, user, email, page).await?;
    Ok(())
}

async fn send(
    services: &Services,
    user: &User,
    email: EmailAddress,
    page: &'static Language,
) -> Result<(), Failure> {
    let data = Data {
        email: email.address.clone(),
    };
    let to = (PATH, LIFETIME);
    let fresh = link::make(services, LinkPurpose::Email, Some(user.id), &data, to);
    let words = letter::words_for(services, user, page);
    let letter = confirmation(services, &words, user, fresh.address);
    let mail = post::write(services, MailKind::Verification, &email.address, &letter)?;
    services.store.put_link(fresh.link, Some(mail)).await?;
    services.post.wake();
    tracing::info!(event = "email_change_asked", user = %user.id, sub = %user.sub());
    Ok(())
}

fn confirmation(services: &Services, words: &Words, user: &User, address: String) -> pages::Letter {
    let username = [("username", user.username.display.as_str().into())];
    pages::Letter {
        before: vec![words.with("letter-confirm", &username)],
        link: Some(pages::Link {
            href: address,
            label: words.text("letter-confirm-link"),
        }),
        after: vec![
            words.text("letter-works-an-hour"),
            words.text("letter-confirm-ignore"),
        ],
        ..letter::about(services, words, words.text("new-email-confirm"))
    }
}

fn taken(services: &Services, words: &Words) -> pages::Letter {
    pages::Letter {
        before: vec![words.text("letter-taken-why")],
        after: vec![words.text("letter-ignore")],
        ..letter::about(services, words, words.text("letter-taken"))
    }
}

/// What a link is when it is opened.
pub async fn open(services: &Services, token: &str) -> Result<Opened, StoreError> {
    link::open(services, LinkPurpose::Email, token).await
}

/// The address that a link proves.
pub fn address(link: &Link) -> Option<EmailAddress> {
    let data: Data = serde_json::from_str(&link.data).ok()?;
    email_address(&data.email).ok()
}

/// Makes the proven address that of the account, and tells the one before. Gives the address.
pub async fn confirm(
    services: &Services,
    link: &Link,
    page: &'static Language,
) -> Result<String, NewPasswordError> {
    let user = match link.user_id {
        Some(id) => services.store.user(id).await?,
        None => None,
    };
    let user = user.filter(|user| user.disabled_at.is_none());
    let (Some(user), Some(email)) = (user, address(link)) else {
        return Err(NewPasswordError::LinkGone);
    };
    let is_new = user.claims.email.as_deref() != Some(&email.address);
    let told = if is_new {
        let change = Change::Email(Some(email.address.clone()));
        notice::letter(services, &user, &change, page)?
    } else {
        None
    };
    let effect = LinkEffect::Address {
        user: user.id,
        email: email.address.clone(),
        key: email.key,
    };
    let letters = Vec::from_iter(told);
    let event = services.event("email.changed").by_person(user.id);
    let store = services.recording(event);
    let done = store.use_link(link.hash, effect, letters, services.now());
    match done.await {
        Ok(true) => {}
        // Somebody else proved it in between.
        Ok(false) | Err(StoreError::Taken(_)) => return Err(NewPasswordError::LinkGone),
        Err(error) => return Err(error.into()),
    }
    services.post.wake();
    tracing::info!(event = "email_changed", user = %user.id, sub = %user.sub());
    Ok(email.address)
}
