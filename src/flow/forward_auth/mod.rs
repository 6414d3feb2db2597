//! Apps that know no OpenID Connect, behind a proxy that asks here whom it may let in.
//!
//! Signet plays the app's part itself: an app is an ordinary client whose redirect URI is
//! `https://ITS.HOST/.signet/callback`. A browser without a pass for the host is sent through an
//! ordinary authorization request (so all rules of sign-ins hold) and comes back to the host, whose
//! proxy brings the code here; it becomes a [`Pass`], a sealed cookie of that host alone. Each later
//! request is let in while the pass, its session and its person are alive and may use the app.
//!
//! What a proxy says of a request is believed only where the proxy is. Where people are sent to
//! afterwards is always an address on the registered origin.

mod arrival;
mod pass;
mod site;
#[cfg(test)]
mod tests;

pub use arrival::{Arrived, Lost, arrive, begin};
pub use pass::Pass;
pub use site::{Asked, CALLBACK, SIGN_OUT, START, Site, Sites};

use super::{Services, session};
use crate::model::{Client, User};
use crate::store::StoreError;
use std::sync::Arc;

/// What a proxy is told about a request to an app.
#[derive(Debug)]
pub enum Verdict {
    /// It may go on, as that of this person.
    Allowed(Arc<User>),
    /// Nobody is signed in.
    Unknown,
    /// Somebody is, and may not use the app.
    NotAllowed(Arc<User>),
}

/// Whether whoever holds `pass` (the value of the site's cookie) may use the app at `site`. A pass
/// ends with its session, at once.
pub async fn check(
    services: &Services,
    site: &Site,
    pass: Option<&str>,
) -> Result<Verdict, StoreError> {
    let pass = pass.and_then(|sealed| Pass::open(services, site, sealed));
    let Some(pass) = pass else {
        return Ok(Verdict::Unknown);
    };
    let session = services.store.session(pass.session_id).await?;
    let session = session
        .filter(|session| session.user_id == pass.user_id && session::is_alive(services, session));
    let user = services.store.user(pass.user_id).await?;
    let user = user.filter(|user| user.disabled_at.is_none());
    let (Some(session), Some(user)) = (session, user) else {
        return Ok(Verdict::Unknown);
    };
    let Some(client) = services.store.client(&site.client_id).await? else {
        return Ok(Verdict::NotAllowed(user));
    };
    if !still_consents(services, &client, &user).await? {
        return Ok(Verdict::Unknown);
    }
    services.last_uses.note(session.id, services.now());
    Ok(if client.admits(&user) {
        Verdict::Allowed(user)
    } else {
        Verdict::NotAllowed(user)
    })
}

/// Somebody who took their consent back is asked again.
async fn still_consents(
    services: &Services,
    client: &Client,
    user: &User,
) -> Result<bool, StoreError> {
    if client.is_trusted() {
        return Ok(true);
    }
    let consent = services.store.consent(user.id, &client.id).await?;
    Ok(consent.is_some())
}
