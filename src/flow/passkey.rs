//! Passkeys: asking browsers for them, making new ones, and signing in with nothing else.
//!
//! What was asked travels with the browser, sealed and bound to this browser and to what it is for,
//! for five minutes; a challenge is used up when an answer to it was good (security G5). Until
//! then nothing is written.

pub mod offer;
mod within;

pub use within::{ask_within, create_within};

use super::enrolment::{self, Within};
use super::second_factor::{self, Due, Entered, SecondError};
use super::session::SignedIn;
use super::sign_in::{self, Begun, Origin, Way};
use super::{Browser, Failure, Services};
use crate::clock::Timestamp;
use crate::keys::{MacPurpose, Purpose};
use crate::login::passkey::{self, Asked, PATIENCE, PasskeyError, RelyingParty, Verification};
use crate::login::policy::{self, Level};
use crate::login::{Passkey, SignInError, Who};
use crate::model::{Credential, CredentialId, CredentialKind, CredentialSecret, User};
use crate::secret::Secret;
use crate::store::{Account, StoreError};
use crate::words::Language;
use aws_lc_rs::digest;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use webauthn_rs_core::proto::{AuthenticationState, RegistrationState};

/// So many passkeys one person may have.
const MOST: usize = 20;

/// Longest name of a passkey, in characters.
const LONGEST_NAME: usize = 64;

/// What a passkey is called that was given no name.
pub(super) const NAME: &str = "Passkey";

/// What a browser is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Use<'a> {
    /// The only factor of this sign-in, of anybody.
    SignIn(&'a str),
    /// The next factor of this sign-in, of this person.
    Second(&'a str, &'a User),
    /// A new passkey of this person, in this session.
    Creation(&'a SignedIn),
    /// A new passkey of this person, as the next factor of this sign-in.
    Enrolment(&'a str, &'a User),
}

impl Use<'_> {
    /// What a challenge for it is bound to.
    fn context(self, browser: &Browser) -> Vec<u8> {
        let (label, request, whose): (&[u8], &[u8], &[u8]) = match &self {
            Self::SignIn(request) => (b"sign in", request.as_bytes(), b""),
            Self::Second(request, user) => (b"second", request.as_bytes(), user.id.0.as_bytes()),
            Self::Enrolment(request, user) => {
                (b"enrolment", request.as_bytes(), user.id.0.as_bytes())
            }
            Self::Creation(signed_in) => {
                let session = &signed_in.session.secret_hash.0;
                (b"creation", session, signed_in.user.id.0.as_bytes())
            }
        };
        let request = digest::digest(&digest::SHA256, request);
        [browser.as_bytes(), request.as_ref(), whose, label].concat()
    }
}

/// What a page asks a browser.
#[derive(Debug)]
pub struct Challenge {
    /// The options for `navigator.credentials`, as JSON.
    pub options: String,
    /// Comes back with the answer.
    pub sealed: String,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Sealed<T> {
    id: [u8; 16],
    asked_at: Timestamp,
    state: T,
}

fn seal<T: Serialize>(
    services: &Services,
    what: Use<'_>,
    browser: &Browser,
    asked: Result<(String, T), PasskeyError>,
) -> Result<Challenge, Failure> {
    let asked = asked.map_err(|error| {
        tracing::error!(%error, "a passkey cannot be asked for");
        Failure::Internal("a passkey cannot be asked for")
    });
    let (options, state) = asked?;
    let sealed = Sealed {
        id: crate::entropy::bytes(services.entropy.as_ref()),
        asked_at: services.now(),
        state,
    };
    let context = what.context(browser);
    Ok(Challenge {
        options,
        sealed: services.seal(Purpose::PasskeyChallenge, &context, &sealed)?,
    })
}

fn open<T: DeserializeOwned>(
    services: &Services,
    what: Use<'_>,
    browser: &Browser,
    sealed: &str,
) -> Option<Sealed<T>> {
    let context = what.context(browser);
    let opened: Sealed<T> = services.open(Purpose::PasskeyChallenge, &context, sealed)?;
    (services.now().since(opened.asked_at) <= PATIENCE).then_some(opened)
}

impl<T> Sealed<T> {
    /// The name of the challenge among what was used.
    fn spent(&self, services: &Services) -> [u8; 32] {
        let parts: [&[u8]; 2] = [b"passkey challenge", &self.id];
        services.seals.mac(MacPurpose::SpentKey, &parts)
    }

    fn expires_at(&self) -> Timestamp {
        self.asked_at.plus(PATIENCE * 2)
    }
}

/// Asks for a passkey of anybody, which is to be the only factor. Nothing where passkeys are off.
pub fn ask_anybody(
    services: &Services,
    request: &str,
    browser: &Browser,
) -> Result<Option<Challenge>, Failure> {
    let Some(party) = RelyingParty::of(&services.config) else {
        return Ok(None);
    };
    let asked = party.request(Verification::Required, &[]);
    seal(services, Use::SignIn(request), browser, asked).map(Some)
}

/// Asks for a passkey of the person whose next step is due. Nothing where there is none.
pub fn ask_second(
    services: &Services,
    request: &str,
    due: &Due,
    browser: &Browser,
) -> Result<Option<Challenge>, Failure> {
    let party = RelyingParty::of(&services.config);
    let Some(party) = party.filter(|_| due.has(CredentialKind::Passkey)) else {
        return Ok(None);
    };
    let asked = party.request(verification(due), due.credentials());
    let what = Use::Second(request, due.user());
    seal(services, what, browser, asked).map(Some)
}

/// Whom the authenticator has to make sure of for this step.
fn verification(due: &Due) -> Verification {
    if due.goal() == Level::Phr {
        Verification::Required
    } else {
        Verification::Preferred
    }
}

/// An answer, as evidence.
fn read(
    services: &Services,
    what: Use<'_>,
    browser: &Browser,
    sealed: &str,
    answer: &str,
) -> Result<Passkey, SignInError> {
    let party = RelyingParty::of(&services.config).ok_or(SignInError::Wrong)?;
    let opened = open::<AuthenticationState>(services, what, browser, sealed);
    let opened = opened.ok_or(SignInError::Wrong)?;
    let asked = Asked {
        spent: opened.spent(services),
        expires_at: opened.expires_at(),
        state: opened.state,
    };
    Passkey::read(party, asked, answer).map_err(|_| SignInError::Wrong)
}

/// Signs in with a passkey alone, which says itself whose it is. It proves two things at once, so
/// that no second factor is due.
pub async fn sign_in(
    services: &Services,
    request: &str,
    sealed: &str,
    answer: &str,
    browser: &Browser,
    mut origin: Origin,
) -> Result<Begun, SignInError> {
    origin.way = Way::of(services, request, browser);
    let passkey = read(services, Use::SignIn(request), browser, sealed, answer)?;
    let account = owner(services, &passkey).await?;
    // Whoever does not even know the name of a key must not use up somebody's attempts.
    let who = account.as_ref().map_or(Who::Nobody, Who::Known);
    let proof = sign_in::examine(services, who, &passkey, &origin).await?;
    if Level::of(&proof.amr) < Level::Phr {
        return Err(SignInError::Wrong);
    }
    Ok(sign_in::begin(services, proof, origin).await?)
}

/// The account that has the key that is said to have signed.
async fn owner(services: &Services, passkey: &Passkey) -> Result<Option<Account>, StoreError> {
    let Some(id) = passkey.owner() else {
        return Ok(None);
    };
    let Some(user) = services.store.user(id).await? else {
        return Ok(None);
    };
    let credentials = services.store.credentials_of(id).await?;
    if passkey.find(&credentials).is_none() {
        return Ok(None);
    }
    second_factor::find(services, &user).await
}

/// Takes the next step of a sign-in with a passkey.
pub async fn second(
    services: &Services,
    due: &Due,
    request: &str,
    sealed: &str,
    answer: &str,
    browser: &Browser,
    origin: Origin,
) -> Result<Entered, SecondError> {
    let what = Use::Second(request, due.user());
    let passkey = read(services, what, browser, sealed, answer)?;
    due.prove(services, &passkey, origin).await
}

/// Whether this person may have one more passkey.
pub fn may_add(services: &Services, credentials: &[Credential]) -> bool {
    let passkeys = credentials
        .iter()
        .filter(|one| one.kind == CredentialKind::Passkey);
    services.config.passkeys.is_on() && passkeys.count() < MOST
}

/// Asks for a new passkey of whoever is signed in. Nothing where they may have no more.
pub fn ask_new(
    services: &Services,
    signed_in: &SignedIn,
    credentials: &[Credential],
    browser: &Browser,
) -> Result<Option<Challenge>, Failure> {
    let party = RelyingParty::of(&services.config);
    let Some(party) = party.filter(|_| may_add(services, credentials)) else {
        return Ok(None);
    };
    let asked = party.creation(&signed_in.user, credentials, Verification::Preferred);
    seal(services, Use::Creation(signed_in), browser, asked).map(Some)
}

/// Why a passkey was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// The answer is not one to what was asked, or came too late.
    #[error("the answer was not taken: {0}")]
    Refused(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What came of the page that creates a passkey.
#[derive(Clone, Copy, Debug)]
pub struct Created<'a> {
    /// The challenge, sealed.
    pub sealed: &'a str,
    /// What the browser answers to it.
    pub answer: &'a str,
    /// What the person calls it; may be empty.
    pub name: &'a str,
    /// The language of the page.
    pub page: &'static Language,
}

/// A passkey that a browser made, of which nothing is kept yet.
struct Made {
    credential: Credential,
    /// Whether the authenticator made sure of its person.
    verified: bool,
    spent: [u8; 32],
    expires_at: Timestamp,
}

impl Made {
    /// Holds what a browser made to what it was asked.
    fn read(
        services: &Services,
        what: Use<'_>,
        user: &User,
        browser: &Browser,
        created: Created<'_>,
    ) -> Result<Self, String> {
        let party = RelyingParty::of(&services.config).ok_or("passkeys are off")?;
        let opened = open::<RegistrationState>(services, what, browser, created.sealed);
        let opened = opened.ok_or("it came too late, or from elsewhere")?;
        let key = party.register(created.answer, &opened.state);
        let key = key.map_err(|why| why.to_string())?;
        let (data, counter) = passkey::kept(&key).ok_or("the key is none")?;
        let name = named(created.name);
        let name = if name.is_empty() { NAME } else { &name };
        let nothing = CredentialSecret(Vec::new());
        Ok(Self {
            credential: Credential {
                data,
                counter,
                ..enrolment::blank(services, user.id, CredentialKind::Passkey, name, nothing)
            },
            verified: key.user_verified,
            spent: opened.spent(services),
            expires_at: opened.expires_at(),
        })
    }
}

/// Adds the passkey that a browser made. Gives new recovery codes where it is the first factor;
/// nothing where what the person has was changed meanwhile.
pub async fn add(
    services: &Services,
    signed_in: &SignedIn,
    credentials: &[Credential],
    browser: &Browser,
    created: Created<'_>,
) -> Result<Option<Vec<Secret<String>>>, AddError> {
    let (user, what) = (&signed_in.user, Use::Creation(signed_in));
    let made = Made::read(services, what, user, browser, created).map_err(AddError::Refused)?;
    if !services.store.spend(made.spent, made.expires_at).await? {
        let why = "the challenge was used before";
        return Err(AddError::Refused(why.to_owned()));
    }
    let within = Within::Session(signed_in.session.id);
    let (factor, page) = (made.credential, created.page);
    Ok(enrolment::set_up(services, user, credentials, factor, within, page).await?)
}

/// Gives a factor another name; tells whether it did.
pub async fn rename(
    services: &Services,
    user: &User,
    id: CredentialId,
    name: &str,
) -> Result<bool, StoreError> {
    let name = named(name);
    if name.is_empty() {
        return Ok(false);
    }
    let event = services.event("factor.renamed").by_person(user.id);
    let store = services.recording(event.with("credential", id));
    store.rename_credential(user.id, id, name).await
}

/// A name as it is kept: in one line, and not too long.
fn named(name: &str) -> String {
    let shown = name.trim().chars().filter(|letter| !letter.is_control());
    shown.take(LONGEST_NAME).collect()
}

/// The best level that what a person has leads to where passkeys may be off.
pub fn reachable(services: &Services, credentials: &[Credential]) -> Level {
    let best = policy::reachable(credentials);
    if services.config.passkeys.is_on() {
        best
    } else {
        best.min(Level::Mfa)
    }
}
