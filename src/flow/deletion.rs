//! A person leaves: the account cannot be used from then on, and is deleted after a while in which
//! whoever signs in may keep it.

use super::accounts::Held;
use super::authorize::StepError;
use super::notice::{self, Change};
use super::pending::Unresumable;
use super::session::SignedIn;
use super::sign_in::{self, Begun, Origin};
use super::{Browser, Failure, Services, second_factor};
use crate::clock::Timestamp;
use crate::entropy;
use crate::keys::{MacPurpose, Purpose};
use crate::login::Proof;
use crate::model::{Epoch, UserId};
use crate::store::StoreError;
use crate::words::Language;
use aws_lc_rs::digest;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long the question whether to keep the account waits for an answer.
const PATIENCE: Duration = Duration::from_mins(10);

/// So many accounts are deleted in one round, each in a write of its own.
const AT_ONCE: u32 = 100;

/// Has the account of whoever is signed in deleted; when, or nothing for the last owner. All that
/// they are signed in to ends.
pub async fn ask(
    services: &Services,
    signed_in: &SignedIn,
    page: &'static Language,
) -> Result<Option<Timestamp>, Failure> {
    let (user, now) = (&signed_in.user, services.now());
    let due_at = now.plus(services.config.deletion_grace);
    let change = Change::AccountLeft(due_at);
    let letter = notice::letter(services, user, &change, page)?;
    let letters = Vec::from_iter(letter);
    let event = services.event("user.left").by_person(user.id);
    let store = services.recording(event.session(signed_in.session.id));
    if !store
        .schedule_deletion(user.id, due_at, letters, now)
        .await?
    {
        return Ok(None);
    }
    services.post.wake();
    services.outbox.wake();
    tracing::info!(event = "account_left", user = %user.id, sub = %user.sub(), due_at = due_at.0);
    Ok(Some(due_at))
}

/// Deletes the accounts whose time has come.
pub async fn delete_due(services: &Services) -> Result<(), Failure> {
    let now = services.now();
    for id in services.store.due_deletions(now, AT_ONCE).await? {
        let Some(user) = services.store.user(id).await? else {
            continue;
        };
        let usual = services.config.default_locale;
        let letter = notice::letter(services, &user, &Change::AccountDeleted, usual)?;
        let letters = Vec::from_iter(letter);
        let store = services.recording(services.event("user.removed").person(id));
        if store.delete_due(id, letters, now).await? {
            services.post.wake();
            tracing::info!(event = "account_deleted", user = %id, sub = %user.sub());
        } else {
            tracing::warn!(user = %id, sub = %user.sub(), "an account is not deleted: nobody else is an owner");
        }
    }
    Ok(())
}

/// Why an account is not kept by what was proved before.
const CHANGED: StepError = StepError::Gone("the account has changed meanwhile");

/// Somebody who has proved whose account it is, while they are asked whether to keep it.
#[derive(Serialize, Deserialize)]
struct Leaving {
    id: [u8; 16],
    user_id: UserId,
    epoch: Epoch,
    acr: String,
    amr: Vec<String>,
    started_at: Timestamp,
}

/// What the question is bound to: the browser, and the sign-in that is under way.
fn context(request: &str, browser: &Browser) -> Vec<u8> {
    let request = digest::digest(&digest::SHA256, request.as_bytes());
    [b"leaving".as_slice(), browser.as_bytes(), request.as_ref()].concat()
}

/// Seals `proof` for the question, so that it is given once.
pub fn seal(
    services: &Services,
    proof: &Proof,
    request: &str,
    browser: &Browser,
) -> Result<String, Failure> {
    let leaving = Leaving {
        id: entropy::bytes(services.entropy.as_ref()),
        user_id: proof.user.id,
        epoch: proof.epoch,
        acr: proof.acr.clone(),
        amr: proof.amr.clone(),
        started_at: services.now(),
    };
    let context = context(request, browser);
    services.seal(Purpose::SignInState, &context, &leaving)
}

fn open(
    services: &Services,
    request: &str,
    sealed: &str,
    browser: &Browser,
) -> Result<Leaving, StepError> {
    let context = context(request, browser);
    let leaving = services.open::<Leaving>(Purpose::SignInState, &context, sealed);
    let leaving = leaving.ok_or(Unresumable::Foreign)?;
    if services.now().since(leaving.started_at) > PATIENCE {
        return Err(Unresumable::Expired.into());
    }
    Ok(leaving)
}

/// When the account will be deleted that is asked about; nothing if it is kept by now.
pub async fn due_at(
    services: &Services,
    request: &str,
    sealed: &str,
    browser: &Browser,
) -> Result<Option<Timestamp>, StepError> {
    let leaving = open(services, request, sealed, browser)?;
    Ok(services.store.deletion_of(leaving.user_id).await?)
}

/// Keeps the account, and signs its person in.
pub async fn keep(
    services: &Services,
    request: &str,
    sealed: &str,
    browser: &Browser,
    origin: Origin,
) -> Result<Held, StepError> {
    let leaving = open(services, request, sealed, browser)?;
    let parts: [&[u8]; 2] = [b"leaving", &leaving.id];
    let key = services.seals.mac(MacPurpose::SpentKey, &parts);
    let forgotten = services.now().plus(PATIENCE * 2);
    if !services.store.spend(key, forgotten).await? {
        return Err(StepError::Gone("this step was taken before"));
    }
    let account = match services.store.user(leaving.user_id).await? {
        Some(user) => second_factor::find(services, &user).await?,
        None => None,
    };
    let account = account.ok_or(StepError::Gone("the account cannot sign in any more"))?;
    if account.epoch != leaving.epoch {
        return Err(CHANGED);
    }
    let user = account.user;
    let event = services.event("user.kept").by_person(user.id);
    let store = services.recording(event.from(origin.address));
    store.keep_account(user.id).await?;
    tracing::info!(event = "account_kept", user = %user.id, sub = %user.sub());
    let proof = Proof {
        user,
        epoch: leaving.epoch,
        acr: leaving.acr,
        amr: leaving.amr,
        given_at: Some(leaving.started_at),
        clears_attempts: Vec::new(),
    };
    match sign_in::begin(services, proof, origin).await {
        Ok(Begun::Session(held)) => Ok(held),
        Ok(Begun::Leaving(_)) => Err(StepError::Gone("the account is to be deleted once more")),
        Err(StoreError::Stale) => Err(CHANGED),
        Err(error) => Err(error.into()),
    }
}

/// When the account of `user` will be deleted, if it will.
pub async fn is_leaving(services: &Services, user: UserId) -> Result<bool, StoreError> {
    Ok(services.store.deletion_of(user).await?.is_some())
}
