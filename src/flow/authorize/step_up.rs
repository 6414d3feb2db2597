//! Visits of somebody who is signed in, and has to prove more first.

use super::steps::account;
use super::{Outcome, StepError, Visitor, decide};
use crate::flow::pending::Pending;
use crate::flow::second_factor::{self, Mark};
use crate::flow::session::SignedIn;
use crate::flow::{Services, passkey};
use crate::login::policy::{self, Level};
use crate::model::Client;
use crate::oidc::UserCode;
use crate::store::StoreError;

/// How strong the sign-in of whoever is signed in has to be by now for what is their own, if it is not
/// that strong: what is demanded of people may grow while they are signed in. A browser that is
/// remembered may do without a second factor.
pub async fn missing(
    services: &Services,
    visitor: Visitor<'_>,
    signed_in: &SignedIn,
) -> Result<Option<Level>, StoreError> {
    let (user, session) = (&signed_in.user, &signed_in.session);
    let demanded = policy::demanded(&services.config.second_factors, &user.groups);
    let has = Level::parse(&session.acr).unwrap_or(Level::Password);
    if has >= demanded {
        return Ok(None);
    }
    // As in a sign-in: a passkey is never done without.
    let may_do_without = demanded <= Level::Mfa && visitor.device.is_some();
    let trusts = |mark: &Mark| visitor.is_remembered(services, mark);
    let is_enough = may_do_without && second_factor::is_trusted(services, user, trusts).await?;
    Ok((!is_enough).then_some(demanded))
}

/// How strong the sign-in of whoever is signed in has to be by now for every answer to `client`. Asks
/// the store only where it is weaker than what is demanded of the person.
pub async fn floor(
    services: &Services,
    visitor: Visitor<'_>,
    signed_in: &SignedIn,
    client: &Client,
) -> Result<Level, StoreError> {
    let of_person = missing(services, visitor, signed_in).await?;
    let of_client = decide::of_client(client);
    Ok(of_person.map_or(of_client, |level| level.max(of_client)))
}

/// A visit to the page with this path and query of somebody whose sign-in is to be stronger.
pub async fn visit_page_with(
    services: &Services,
    visitor: Visitor<'_>,
    signed_in: &SignedIn,
    page: String,
    goal: Level,
) -> Result<Outcome, StepError> {
    let pending = Pending::page(services.now(), page, None);
    prove_more(services, visitor, signed_in, pending, goal).await
}

/// A visit with the code of a device whose app demands a stronger sign-in than there is.
pub async fn visit_device_with(
    services: &Services,
    visitor: Visitor<'_>,
    signed_in: &SignedIn,
    user_code: &UserCode,
    goal: Level,
) -> Result<Outcome, StepError> {
    let pending = Pending::device(services.now(), user_code);
    prove_more(services, visitor, signed_in, pending, goal).await
}

/// What the person has is asked for at once; something new is set up after a recent sign-in only.
async fn prove_more(
    services: &Services,
    visitor: Visitor<'_>,
    signed_in: &SignedIn,
    mut pending: Pending,
    goal: Level,
) -> Result<Outcome, StepError> {
    let credentials = services.store.credentials_of(signed_in.user.id).await?;
    let session = &signed_in.session;
    let has = passkey::reachable(services, &credentials) >= goal;
    if !has && policy::best_to_set_up(&services.config) < goal {
        return Err(StepError::Gone(
            "no sign-in here is as strong as is demanded",
        ));
    }
    if !has && !policy::is_recent(session.auth_time, services.now()) {
        pending.fresh_sign_in = true;
        pending.stale_sign_in = Some(session.secret_hash);
        return Ok(account(services, &pending, visitor).await?);
    }
    let (request, browser) = (pending.seal(services, visitor.browser)?, visitor.browser);
    let state = second_factor::step_up(services, signed_in, &credentials, goal, &request, browser);
    let state = state.await?;
    Ok(Outcome::Second { request, state })
}
