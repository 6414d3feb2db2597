//! A person changes their e-mail address: it counts once the new mailbox has proven itself (security
//! H5).

use super::link::{self, LIFETIME, Opened};
use super::new_password::{self, NewPasswordError};
use super::notice::{self, Change};
use super::session::SignedIn;
use super::{Failure, Services, limit, post};
use crate::login::{EmailAddress, email_address};
use crate::model::{Link, LinkPurpose, MailKind, User};
use crate::pages::{self, Words};
use crate::secret::Secret;
use crate::store::{LinkEffect, StoreError};
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
) -> Result<(), NewPasswordError> {
    let email = email_address(email);
    let email = email.map_err(|why| NewPasswordError::Refused(why.to_string()))?;
    let user = &signed_in.user;
    new_password::prove(services, user, current, address).await?;
    limit::address(services, address).await?;
    if !limit::person(services, &email.key).await? {
        return Ok(());
    }
    let holder = services.store.account_by_login(&email.key).await?;
    if holder.is_some_and(|holder| holder.user.id != user.id) {
        let words = taken(services);
        let mail = post::write(services, MailKind::Verification, &email.address, &words)?;
        return Ok(post::queue(services, mail).await?);
    }
    send(services, user, email).await?;
    Ok(())
}

async fn send(services: &Services, user: &User, email: EmailAddress) -> Result<(), Failure> {
    let data = Data {
        email: email.address.clone(),
    };
    let to = (PATH, LIFETIME);
    let fresh = link::make(services, LinkPurpose::Email, Some(user.id), &data, to);
    let name = &user.username.display;
    let words = Words {
        site_name: services.config.name.clone(),
        language: "en".to_owned(),
        subject: "Confirm your e-mail address".to_owned(),
        before: vec![format!(
            "The account {name} is to have this e-mail address from now on."
        )],
        link: Some(pages::Link {
            href: fresh.address,
            label: "Confirm this address".to_owned(),
        }),
        after: vec![
            "The link works for an hour and once.".to_owned(),
            "If you do not know the account, there is nothing to do.".to_owned(),
        ],
    };
    let mail = post::write(services, MailKind::Verification, &email.address, &words)?;
    services.store.put_link(fresh.link, Some(mail)).await?;
    services.post.wake();
    tracing::info!(event = "email_change_asked", sub = %user.id);
    Ok(())
}

fn taken(services: &Services) -> Words {
    Words {
        site_name: services.config.name.clone(),
        language: "en".to_owned(),
        subject: "This address has an account already".to_owned(),
        before: vec![
            "Somebody wanted to give this e-mail address to their account. It belongs to another \
             account already, so nothing was changed."
                .to_owned(),
        ],
        link: None,
        after: vec!["If that was not you, there is nothing to do.".to_owned()],
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
pub async fn confirm(services: &Services, link: &Link) -> Result<String, NewPasswordError> {
    let user = match link.user_id {
        Some(id) => services.store.user(id).await?,
        None => None,
    };
    let (Some(user), Some(email)) = (user, address(link)) else {
        return Err(NewPasswordError::LinkGone);
    };
    let mut changed = User::clone(&user);
    changed.claims.email = Some(email.address.clone());
    changed.claims.email_verified = Some(true);
    changed.email_key = Some(email.key);
    changed.updated_at = services.now();
    let is_new = user.claims.email.as_deref() != Some(&email.address);
    let told = if is_new {
        notice::letter(services, &user, &Change::Email(email.address.clone()))?
    } else {
        None
    };
    let effect = LinkEffect::Update(Box::new(changed));
    let letters = Vec::from_iter(told);
    let done = services
        .store
        .use_link(link.hash, effect, letters, services.now());
    match done.await {
        Ok(true) => {}
        // Somebody else proved it in between.
        Ok(false) | Err(StoreError::Taken(_)) => return Err(NewPasswordError::LinkGone),
        Err(error) => return Err(error.into()),
    }
    services.post.wake();
    tracing::info!(event = "email_changed", sub = %user.id);
    Ok(email.address)
}
