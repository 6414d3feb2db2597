//! The offer to make a passkey, to people who have signed in with nothing but a password. They may say
//! "not now", or never; it is no step of the sign-in, which has ended before.

use super::may_add;
use crate::flow::session::SignedIn;
use crate::flow::{Browser, Services, authorize, security};
use crate::login::policy::{self, Level};
use crate::model::{PasskeyOffer, User};
use crate::store::StoreError;

/// Whether `user`, who has just signed in for `request`, is to be offered a passkey. Nobody is who has
/// a second factor, or is about to be led to one.
pub async fn is_due(
    services: &Services,
    user: &User,
    request: &str,
    browser: &Browser,
) -> Result<bool, StoreError> {
    let settings = &services.config.second_factors;
    if !services.config.passkey_offer
        || policy::demanded(settings, &user.groups) > Level::Password
        || authorize::demanded(services, request, browser).await? > Level::Password
    {
        return Ok(false);
    }
    let credentials = services.store.credentials_of(user.id).await?;
    if policy::reachable(&credentials) > Level::Password {
        return Ok(false);
    }
    let said = services.store.passkey_offer(user.id).await?;
    Ok(said.is_none_or(|said| said.is_due(services.now())))
}

/// Whether whoever is signed in may still take the offer, or answer it.
pub async fn is_open(services: &Services, signed_in: &SignedIn) -> Result<bool, StoreError> {
    let user = &signed_in.user;
    let credentials = services.store.credentials_of(user.id).await?;
    let may = security::may_change(&signed_in.session, &credentials, services.now());
    let first = policy::reachable(&credentials) == Level::Password;
    Ok(may && first && may_add(services, &credentials))
}

/// Remembers that somebody does not want a passkey now, or ever.
pub async fn decline(services: &Services, user: &User, never: bool) -> Result<(), StoreError> {
    let before = services.store.passkey_offer(user.id).await?;
    let said = PasskeyOffer::declined(before, never, services.now());
    services.store.put_passkey_offer(user.id, said).await
}
