//! Setting up factors: an authenticator, whatever else is new, and recovery codes.

mod offer;

pub use offer::{Offer, offer, offer_again};

use super::notice::{self, Change};
use super::{Browser, Services, passkey};
use crate::login::recovery_code;
use crate::login::totp::{self, Seed};
use crate::login::{Factor, SignIn, SignInError};
use crate::model::{
    Credential, CredentialId, CredentialKind, CredentialSecret, Epoch, SessionId, User, UserId,
};
use crate::secret::Secret;
use crate::store::{Account, CredentialChange, Removed, StoreError};
use crate::words::{Language, Words};

/// What an authenticator is called that was given no name.
const NAME: &str = "Authenticator app";

/// The name of a factor as people read it: what they call it, or what it is.
pub fn called(words: &Words, name: &str) -> String {
    match name {
        NAME => words.text("security-app"),
        passkey::NAME => words.text("security-passkey"),
        name => name.to_owned(),
    }
}

/// Something new that proves itself at once, and is kept as a factor from then on.
pub trait NewFactor: Factor {
    /// What is kept of it; nothing where it has proved nothing.
    fn credential(self, services: &Services, user: &User) -> Option<Credential>;
}

/// A seed with the step whose code confirmed it. As a factor it proves what it was made of.
pub struct Confirmed(Option<(Seed, i64)>);

impl Confirmed {
    /// Looks at the code that is to confirm a seed that was offered to a person who `has` others.
    pub fn check(
        services: &Services,
        user: &User,
        has: &[Credential],
        browser: &Browser,
        sealed: &str,
        code: &str,
    ) -> Self {
        let offered = offer::open(services, user, has, browser, sealed);
        Self(offered.and_then(|(seed, _)| {
            let step = totp::matching_step(&seed, code, services.now())?;
            Some((seed, step))
        }))
    }

    /// Whether the code was the seed's.
    pub const fn is_right(&self) -> bool {
        self.0.is_some()
    }
}

impl Factor for Confirmed {
    fn amr(&self) -> &'static [&'static str] {
        &["otp"]
    }

    async fn proves(&self, _: &SignIn<'_>, account: Option<&Account>) -> Result<bool, SignInError> {
        Ok(account.is_some() && self.is_right())
    }
}

impl NewFactor for Confirmed {
    fn credential(self, services: &Services, user: &User) -> Option<Credential> {
        let (seed, step) = self.0?;
        let id = new_id(services);
        let sealed =
            services
                .seals
                .wrap_seed(id, user.id, seed.expose(), services.entropy.as_ref());
        let secret = sealed.ok()?;
        Some(Credential {
            id,
            // The code that confirmed it is used up.
            counter: step,
            ..blank(services, user.id, CredentialKind::Totp, NAME, secret)
        })
    }
}

/// Where something new is set up.
#[derive(Clone, Copy, Debug)]
pub enum Within {
    /// In a sign-in, by somebody who has proved who they are in this epoch of the account.
    SignIn(Epoch),
    /// In this session, which goes on.
    Session(SessionId),
}

/// Sets `new` up for a person who has `before`, as [`set_up`]. Nothing is returned either where it has
/// proved nothing.
pub async fn add(
    services: &Services,
    user: &User,
    before: &[Credential],
    new: impl NewFactor,
    within: Within,
    page: &'static Language,
) -> Result<Option<Vec<Secret<String>>>, StoreError> {
    match new.credential(services, user) {
        Some(factor) => set_up(services, user, before, factor, within, page).await,
        None => Ok(None),
    }
}

/// Gives a person who has `before` one more factor. The person's other sessions end (security E10),
/// and the next epoch begins. With the first factor come recovery codes, which are returned to be
/// shown once. Nothing is returned if what the person has was changed meanwhile.
pub async fn set_up(
    services: &Services,
    user: &User,
    before: &[Credential],
    factor: Credential,
    within: Within,
    page: &'static Language,
) -> Result<Option<Vec<Secret<String>>>, StoreError> {
    let (id, kind, name) = (factor.id, factor.kind, factor.name.clone());
    let first = !before.iter().any(|one| one.kind.is_factor());
    let (codes, mut added) = if first {
        fresh_codes(services, user.id)
    } else {
        (Vec::new(), Vec::new())
    };
    added.push(factor);
    let (epoch, kept) = match within {
        Within::SignIn(epoch) => (Some(epoch), None),
        Within::Session(session) => (None, Some(session)),
    };
    let change = CredentialChange {
        user_id: user.id,
        expected: factor_ids(before),
        epoch,
        removed: if first {
            Removed::Kind(CredentialKind::RecoveryCode)
        } else {
            Removed::Nothing
        },
        added,
        ends_sessions: true,
        kept,
    };
    let event = services.event("factor.added").by_person(user.id);
    let event = event.with("factor", kind.as_str()).with("credential", id);
    let changed = services
        .recording(event)
        .change_credentials(change, services.now())
        .await?;
    if changed {
        services.outbox.wake();
        let kind = kind.as_str();
        tracing::info!(event = "factor_added", user = %user.id, sub = %user.sub(), kind, credential = %id);
        notice::tell(services, user, &Change::FactorAdded(name), page).await;
    }
    Ok(changed.then_some(codes))
}

/// Replaces a person's recovery codes; the new ones are returned to be shown once.
pub async fn replace_codes(
    services: &Services,
    user: &User,
    before: &[Credential],
    page: &'static Language,
) -> Result<Option<Vec<Secret<String>>>, StoreError> {
    let (codes, added) = fresh_codes(services, user.id);
    let change = CredentialChange {
        user_id: user.id,
        expected: factor_ids(before),
        epoch: None,
        removed: Removed::Kind(CredentialKind::RecoveryCode),
        added,
        ends_sessions: false,
        kept: None,
    };
    let event = services.event("factor.codes_replaced").by_person(user.id);
    let changed = services
        .recording(event)
        .change_credentials(change, services.now())
        .await?;
    if changed {
        tracing::info!(event = "recovery_codes_replaced", user = %user.id, sub = %user.sub());
        notice::tell(services, user, &Change::RecoveryCodes, page).await;
    }
    Ok(changed.then_some(codes))
}

/// Removes a factor of a person; with the last one go the recovery codes. The person's other
/// sessions end (security E10). Tells whether it did.
pub async fn remove(
    services: &Services,
    user: &User,
    before: &[Credential],
    id: CredentialId,
    kept: Option<SessionId>,
    page: &'static Language,
) -> Result<bool, StoreError> {
    let expected = factor_ids(before);
    let removed = before
        .iter()
        .find(|one| one.id == id && one.kind.is_factor());
    let Some(removed) = removed else {
        return Ok(false);
    };
    let change = CredentialChange {
        user_id: user.id,
        removed: if expected.len() == 1 {
            Removed::All
        } else {
            Removed::One(id)
        },
        expected,
        epoch: None,
        added: Vec::new(),
        ends_sessions: true,
        kept,
    };
    let event = services.event("factor.removed").by_person(user.id);
    let event = event
        .with("factor", removed.kind.as_str())
        .with("credential", id);
    let changed = services
        .recording(event)
        .change_credentials(change, services.now())
        .await?;
    if changed {
        services.outbox.wake();
        tracing::info!(event = "factor_removed", user = %user.id, sub = %user.sub(), credential = %id);
        let change = Change::FactorsRemoved(vec![removed.name.clone()]);
        notice::tell(services, user, &change, page).await;
    }
    Ok(changed)
}

/// The factors among `credentials`.
pub fn factor_ids(credentials: &[Credential]) -> Vec<CredentialId> {
    let factors = credentials.iter().filter(|one| one.kind.is_factor());
    factors.map(|one| one.id).collect()
}

fn fresh_codes(services: &Services, user: UserId) -> (Vec<Secret<String>>, Vec<Credential>) {
    let generated = (0..recovery_code::CODES).filter_map(|_| {
        let code = recovery_code::generate(services.entropy.as_ref());
        let hash = recovery_code::hash(code.expose())?;
        let kind = CredentialKind::RecoveryCode;
        Some((code, blank(services, user, kind, "", hash)))
    });
    generated.unzip()
}

fn new_id(services: &Services) -> CredentialId {
    CredentialId::new(services.clock.as_ref(), services.entropy.as_ref())
}

/// A credential that was never used.
pub(super) fn blank(
    services: &Services,
    user_id: UserId,
    kind: CredentialKind,
    name: &str,
    secret: CredentialSecret,
) -> Credential {
    Credential {
        id: new_id(services),
        user_id,
        kind,
        name: name.to_owned(),
        secret,
        data: serde_json::Value::Null,
        counter: 0,
        created_at: services.now(),
        last_used_at: None,
    }
}
