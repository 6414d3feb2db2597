//! A passkey that is made in the middle of a sign-in, where policy asks for a factor that the person does
//! not have yet.

use super::{Challenge, Created, Made, Use, may_add, seal, verification};
use crate::flow::enrolment::NewFactor;
use crate::flow::second_factor::{Due, Entered, SecondError};
use crate::flow::sign_in::Origin;
use crate::flow::{Browser, Failure, Services};
use crate::login::passkey::{RelyingParty, methods};
use crate::login::{Factor, SignIn, SignInError};
use crate::model::{Credential, User};
use crate::store::Account;

/// Asks for a new passkey of the person whose next step is to set something up. Nothing where they may
/// have none.
pub fn ask_within(
    services: &Services,
    request: &str,
    due: &Due,
    browser: &Browser,
) -> Result<Option<Challenge>, Failure> {
    let (user, credentials) = (due.user(), due.credentials());
    let party = RelyingParty::of(&services.config);
    let Some(party) = party.filter(|_| due.enrols() && may_add(services, credentials)) else {
        return Ok(None);
    };
    // The device that holds the one that is of no use may make another.
    let known = if due.has_lost() { &[] } else { credentials };
    let asked = party.creation(user, known, verification(due));
    seal(services, Use::Enrolment(request, user), browser, asked).map(Some)
}

/// Takes the next step of a sign-in by the passkey that a browser made.
pub async fn create_within(
    services: &Services,
    due: &Due,
    request: &str,
    created: Created<'_>,
    browser: &Browser,
    origin: Origin,
) -> Result<Entered, SecondError> {
    let user = due.user();
    let what = Use::Enrolment(request, user);
    let made = Made::read(services, what, user, browser, created);
    let made = made.map_err(|reason| {
        tracing::info!(event = "passkey_not_added", user = %user.id, sub = %user.sub(), reason);
        SignInError::Wrong
    })?;
    due.enrol(services, made, origin, created.page).await
}

/// Whoever makes a key has it.
impl Factor for Made {
    fn amr(&self) -> &'static [&'static str] {
        methods(self.verified)
    }

    async fn proves(
        &self,
        sign_in: &SignIn<'_>,
        account: Option<&Account>,
    ) -> Result<bool, SignInError> {
        let is_own = account.is_some_and(|account| account.user.id == self.credential.user_id);
        Ok(is_own && sign_in.store.spend(self.spent, self.expires_at).await?)
    }
}

impl NewFactor for Made {
    fn credential(self, _: &Services, _: &User) -> Option<Credential> {
        Some(self.credential)
    }
}
