//! A person chooses a new password.

use super::accounts::Held;
use super::notice::{self, Change};
use super::session::SignedIn;
use super::sign_in::{self, Begun, Origin};
use super::{Failure, Services};
use crate::login::{EmailError, HasherError, Password, PasswordRefusal, Proof, SignInError, Who};
use crate::model::{PasswordHash, User};
use crate::secret::Secret;
use crate::store::StoreError;
use crate::words::Language;

/// Why the password stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum NewPasswordError {
    /// The new password is not good enough.
    #[error("{0}")]
    Password(PasswordRefusal),
    /// The new address cannot be one.
    #[error("{0}")]
    Email(EmailError),
    /// The link was used by now, or the account is gone.
    #[error("the link does not work any more")]
    LinkGone,
    /// The current password is not right, or was tried too often.
    #[error(transparent)]
    NotProven(#[from] SignInError),
    /// It cannot be done now.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<StoreError> for NewPasswordError {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

/// The hash of a new password that is good enough for `user`.
pub(super) async fn accepted(
    services: &Services,
    user: &User,
    password: &Secret<String>,
) -> Result<PasswordHash, NewPasswordError> {
    let names = [
        Some(user.username.display.as_str()),
        user.claims.name.as_deref(),
        user.claims.email.as_deref(),
        Some(&services.config.name),
    ];
    let names = names.into_iter().flatten().map(str::to_owned).collect();
    let policy = services.password_policy.clone();
    let judged = services.hasher.judge(policy, password, names).await;
    let judged = judged.map_err(hasher)?;
    judged.map_err(NewPasswordError::Password)?;
    services.hasher.hash(password).await.map_err(hasher)
}

fn hasher(error: HasherError) -> NewPasswordError {
    match error {
        HasherError::TooLong => NewPasswordError::Password(PasswordRefusal::TooLong),
        HasherError::Busy | HasherError::Failed => {
            Failure::Later("the queue of password hashes is full").into()
        }
    }
}

/// Makes sure that whoever sits there knows the current password, counted like a sign-in: whoever knows
/// it has not failed, whatever becomes of what they want (security F7).
pub(super) async fn prove(
    services: &Services,
    user: &User,
    current: Secret<String>,
    origin: &Origin,
) -> Result<Proof, SignInError> {
    let who = Who::Named(&user.username.key);
    let proof = sign_in::examine(services, who, &Password(current), origin).await?;
    let counted = proof.clears_attempts.clone();
    services.store.clear_attempts(counted).await?;
    Ok(proof)
}

/// Changes the password of whoever is signed in. Everything they are signed in to ends (security
/// E10); this browser goes on with a session of its own.
pub async fn change(
    services: &Services,
    signed_in: &SignedIn,
    current: Secret<String>,
    new: &Secret<String>,
    origin: Origin,
    page: &'static Language,
) -> Result<Held, NewPasswordError> {
    let user = &signed_in.user;
    let proof = prove(services, user, current, &origin).await?;
    let hash = accepted(services, user, new).await?;
    let now = services.now();
    let event = services.event("password.changed").by_person(user.id);
    let event = event.session(signed_in.session.id).from(origin.address);
    let store = services.recording(event);
    let changed = store.change_password(user.id, proof.epoch, hash, now);
    if !changed.await? {
        // The password that was proved is none any more.
        return Err(SignInError::Wrong.into());
    }
    services.outbox.wake();
    tracing::info!(event = "password_changed", user = %user.id, sub = %user.sub(), address = %origin.address);
    notice::tell(services, user, &Change::Password, page).await;
    let proof = Proof {
        epoch: proof.epoch.next(),
        acr: signed_in.session.acr.clone(),
        amr: signed_in.session.amr.clone(),
        // A second factor of then is not one of now (security G6).
        given_at: Some(signed_in.session.auth_time),
        ..proof
    };
    match sign_in::begin(services, proof, origin).await {
        Ok(Begun::Session(held)) => Ok(held),
        Ok(Begun::Leaving(_)) | Err(StoreError::Stale) => Err(NewPasswordError::LinkGone),
        Err(error) => Err(error.into()),
    }
}
