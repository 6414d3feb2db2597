//! What a person may change of what they sign in with, and when.

use super::session::SignedIn;
use super::{Services, enrolment};
use crate::clock::Timestamp;
use crate::config::SecondFactor;
use crate::login::policy::{self, Level};
use crate::model::{Credential, CredentialId, CredentialKind, Session};
use crate::store::StoreError;
use crate::words::Language;

/// So many authenticators one person may have.
const MOST: usize = 5;

/// What became of a wish to remove a factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is gone.
    Done,
    /// The account must have one.
    Needed,
}

/// Whether whoever signed in to `session` may change what they sign in with: recently, and with a
/// second factor where there is one (security G6).
pub fn may_change(session: &Session, credentials: &[Credential], now: Timestamp) -> bool {
    let needed = policy::reachable(credentials).min(Level::Mfa);
    let level = Level::parse(&session.acr).unwrap_or(Level::Password);
    policy::is_recent(session.auth_time, now) && level >= needed
}

/// Whether whoever signed in to `session` may change password or address with the current password
/// alone: a second factor that they have must have been shown recently.
pub fn password_is_enough(session: &Session, credentials: &[Credential], now: Timestamp) -> bool {
    let has_no_other = policy::reachable(credentials) == Level::Password;
    has_no_other || may_change(session, credentials, now)
}

/// Whether one more authenticator may be set up.
pub fn may_add(services: &Services, credentials: &[Credential]) -> bool {
    let totp = |one: &&Credential| one.kind == CredentialKind::Totp;
    let off = services.config.second_factors.mode == SecondFactor::Off;
    !off && credentials.iter().filter(totp).count() < MOST
}

/// Removes a factor, unless the account must have one and this is the last.
pub async fn remove(
    services: &Services,
    signed_in: &SignedIn,
    credentials: &[Credential],
    id: CredentialId,
    page: &'static Language,
) -> Result<Removal, StoreError> {
    let (user, session) = (&signed_in.user, &signed_in.session);
    let others = credentials.iter().filter(|one| one.id != id);
    let others: Vec<Credential> = others.cloned().collect();
    let demanded = policy::demanded(&services.config.second_factors, &user.groups);
    // What falls short already may fall no further.
    let needed = demanded.min(policy::reachable(credentials));
    if policy::reachable(&others) < needed {
        return Ok(Removal::Needed);
    }
    let kept = Some(session.id);
    enrolment::remove(services, user, credentials, id, kept, page).await?;
    Ok(Removal::Done)
}
