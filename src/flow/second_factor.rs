//! A sign-in between its steps: somebody has proved one thing and is asked for the next.
//!
//! What was proved travels with the browser, sealed and bound to this browser, to the request that
//! it is for and to the account as it was (security E5): no step is skipped, taken twice or taken
//! with the state of another sign-in.

mod mark;

pub use mark::{Mark, find, is_trusted};

use super::authorize::{self, StepError};
use super::enrolment::{self, NewFactor, Within};
use super::pending::Unresumable;
use super::session::SignedIn;
use super::sign_in::{self, Begun, Origin, Way};
use super::{Browser, Failure, Services};
use crate::clock::Timestamp;
use crate::entropy;
use crate::keys::{MacPurpose, Purpose};
use crate::login::policy::{self, Level};
use crate::login::{Factor, Proof, RecoveryCode, SignInError, Who};
use crate::model::{Credential, CredentialKind, Epoch, SessionSecretHash, User, UserId};
use crate::secret::{Secret, same_bytes};
use crate::store::{Account, StoreError};
use crate::words::Language;
use aws_lc_rs::digest;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How long the next step may take.
const PATIENCE: Duration = Duration::from_mins(10);

/// What was proved so far, and of whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct SignInState {
    /// So that it is used up once.
    id: [u8; 16],
    user_id: UserId,
    /// By which methods.
    amr: Vec<String>,
    /// What is to be reached in the end.
    goal: String,
    /// Whether a recovery code stood in for what leads there, so that something new is set up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    lost: bool,
    /// The account's password and factors as they were.
    mark: [u8; 32],
    /// In which epoch of the account all of it was proved.
    #[serde(default)]
    epoch: Epoch,
    /// The session that goes on, where somebody signed in is asked for more.
    session: Option<SessionSecretHash>,
    started_at: Timestamp,
}

/// A step that is due.
#[derive(Debug)]
pub struct Due {
    account: Account,
    credentials: Vec<Credential>,
    state: SignInState,
    /// What states of this sign-in are bound to.
    context: Vec<u8>,
    way: Way,
}

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
pub enum SecondError {
    /// The sign-in cannot go on.
    #[error(transparent)]
    Step(#[from] StepError),
    /// The evidence was not taken.
    #[error(transparent)]
    SignIn(#[from] SignInError),
}

impl From<StoreError> for SecondError {
    fn from(error: StoreError) -> Self {
        Self::Step(error.into())
    }
}

/// How far a step has led.
#[derive(Debug)]
pub enum Entered {
    /// To the end.
    In {
        /// Where to.
        begun: Begun,
        /// Recovery codes that were made on the way.
        codes: Vec<Secret<String>>,
    },
    /// To the next step, sealed.
    Further(String),
}

/// Which next step a person is asked for, if any, who has proved to be `account`'s by `proof`.
/// `trusts` tells whether this browser may do without (a remembered device).
pub async fn after_first(
    services: &Services,
    proof: &Proof,
    request: &str,
    browser: &Browser,
    trusts: impl Fn(&Mark) -> bool,
) -> Result<Option<String>, SignInError> {
    let settings = &services.config.second_factors;
    let has = Level::of(&proof.amr);
    let credentials = services.store.credentials_of(proof.user.id).await?;
    let owns = policy::reachable(&credentials) > Level::Password;
    let demanded = policy::demanded(settings, &proof.user.groups);
    let goal = if owns {
        demanded.max(Level::Mfa)
    } else {
        demanded
    };
    if has >= goal {
        return Ok(None);
    }
    // The hash may have been renewed by the proof itself, and by nothing else.
    let account = find(services, &proof.user).await?;
    let account = account.filter(|account| account.epoch == proof.epoch);
    let account = account.ok_or(SignInError::Wrong)?;
    let mark = Mark::of(services, &account, &credentials);
    if owns && demanded <= Level::Mfa && trusts(&mark) {
        return Ok(None);
    }
    // Whoever has to set something up does so once, for all that is demanded.
    let goal = if owns {
        goal
    } else {
        let asked = authorize::demanded(services, request, browser).await?;
        // What cannot be set up here is refused to the app, not to the person.
        goal.max(asked.min(policy::best_to_set_up(&services.config)))
    };
    let state = SignInState {
        id: entropy::bytes(services.entropy.as_ref()),
        user_id: proof.user.id,
        amr: proof.amr.clone(),
        goal: goal.as_str().to_owned(),
        lost: false,
        mark: mark.0,
        epoch: account.epoch,
        session: None,
        started_at: services.now(),
    };
    tracing::info!(event = "second_factor_asked", user = %proof.user.id, sub = %proof.user.sub());
    let sealed = state.seal(services, &context(request, browser));
    sealed.map(Some)
}

/// The state of somebody signed in who is asked for more.
pub async fn step_up(
    services: &Services,
    signed_in: &SignedIn,
    credentials: &[Credential],
    goal: Level,
    request: &str,
    browser: &Browser,
) -> Result<String, Failure> {
    let account = find(services, &signed_in.user).await?;
    let account = account.ok_or(Failure::Internal("the account is gone"))?;
    let state = SignInState {
        id: entropy::bytes(services.entropy.as_ref()),
        user_id: account.user.id,
        amr: signed_in.session.amr.clone(),
        goal: goal.as_str().to_owned(),
        lost: false,
        mark: Mark::of(services, &account, credentials).0,
        epoch: account.epoch,
        session: Some(signed_in.session.secret_hash),
        started_at: services.now(),
    };
    let sealed = state.seal(services, &context(request, browser));
    sealed.map_err(|_| Failure::Internal("sealing failed"))
}

impl SignInState {
    fn seal(&self, services: &Services, context: &[u8]) -> Result<String, SignInError> {
        let sealed = services.seal(Purpose::SignInState, context, self);
        sealed.map_err(|_| SignInError::Busy)
    }
}

/// What a state is bound to.
fn context(request: &str, browser: &Browser) -> Vec<u8> {
    let request = digest::digest(&digest::SHA256, request.as_bytes());
    [browser.as_bytes(), request.as_ref()].concat()
}

/// Opens a state for its next step: it must be of this browser and request, young, and the account
/// and session must be what they were.
pub async fn open(
    services: &Services,
    request: &str,
    sealed: &str,
    browser: &Browser,
    signed_in: Option<&SignedIn>,
) -> Result<Due, StepError> {
    let context = context(request, browser);
    let opened = services.open(Purpose::SignInState, &context, sealed);
    let state: SignInState = opened.ok_or(Unresumable::Foreign)?;
    if services.now().since(state.started_at) > PATIENCE {
        return Err(Unresumable::Expired.into());
    }
    let now_there = signed_in.map(|signed_in| signed_in.session.secret_hash);
    if state.session.is_some() && state.session != now_there {
        return Err(StepError::Gone("the session that was to go on is gone"));
    }
    if services.store.is_spent(spent(services, &state)).await? {
        return Err(StepError::Gone("this step was taken before"));
    }
    let user = services.store.user(state.user_id).await?;
    let account = match user {
        Some(user) => find(services, &user).await?,
        None => None,
    };
    let account = account.ok_or(StepError::Gone("the account cannot sign in any more"))?;
    let credentials = services.store.credentials_of(state.user_id).await?;
    let mark = Mark::of(services, &account, &credentials);
    if account.epoch != state.epoch || !same_bytes(mark.as_bytes(), &state.mark) {
        return Err(StepError::Gone("the account has changed meanwhile"));
    }
    Ok(Due {
        account,
        credentials,
        state,
        context,
        way: Way::of(services, request, browser),
    })
}

fn spent(services: &Services, state: &SignInState) -> [u8; 32] {
    let parts: [&[u8]; 2] = [b"sign-in state", &state.id];
    services.seals.mac(MacPurpose::SpentKey, &parts)
}

impl Due {
    /// Whose step it is.
    pub const fn user(&self) -> &User {
        &self.account.user
    }

    /// What is to be reached in the end.
    fn last_goal(&self) -> Level {
        Level::parse(&self.state.goal).unwrap_or(Level::Mfa)
    }

    /// The best that the person has.
    fn owned(&self) -> Level {
        policy::reachable(&self.credentials)
    }

    /// What is to be reached by this step. What the person has is shown before they set up anything
    /// stronger (security G6).
    pub fn goal(&self) -> Level {
        let (last, owned) = (self.last_goal(), self.owned());
        if owned < last && Level::of(&self.state.amr) < owned {
            owned
        } else {
            last
        }
    }

    /// Whether they have it, and it is of no use to them.
    pub const fn has_lost(&self) -> bool {
        self.state.lost
    }

    /// Whether the person has nothing that leads there, and is to set something up.
    pub fn enrols(&self) -> bool {
        self.state.lost || self.owned() < self.goal()
    }

    /// Whether the person has such a thing.
    pub fn has(&self, kind: CredentialKind) -> bool {
        self.credentials
            .iter()
            .any(|one| one.kind == kind && (kind.is_factor() || one.counter == 0))
    }

    /// What the person has.
    pub fn credentials(&self) -> &[Credential] {
        &self.credentials
    }

    /// The account as it is.
    pub fn mark(&self, services: &Services) -> Mark {
        Mark::of(services, &self.account, &self.credentials)
    }

    /// Takes the step with the evidence of a factor.
    pub async fn prove<F: Factor>(
        &self,
        services: &Services,
        factor: &F,
        origin: Origin,
    ) -> Result<Entered, SecondError> {
        self.prove_at_least(self.goal(), services, factor, origin)
            .await
    }

    /// Takes the step with a recovery code. Where that is not worth as much as what the person has
    /// lost, something new is to be set up next: nobody is locked out.
    pub async fn recover(
        &self,
        services: &Services,
        code: &RecoveryCode,
        origin: Origin,
    ) -> Result<Entered, SecondError> {
        let enough = self.goal().min(Level::Mfa);
        self.prove_at_least(enough, services, code, origin).await
    }

    async fn prove_at_least<F: Factor>(
        &self,
        enough: Level,
        services: &Services,
        factor: &F,
        mut origin: Origin,
    ) -> Result<Entered, SecondError> {
        if self.enrols() {
            return Err(StepError::Gone("something is to be set up first").into());
        }
        origin.way = self.way.clone();
        let who = Who::Known(&self.account);
        let proof = sign_in::examine(services, who, factor, &origin).await?;
        if Level::of(&self.with(factor.amr())) < enough {
            return Err(SignInError::Wrong.into());
        }
        self.enter(services, proof, origin, Vec::new()).await
    }

    /// Takes the step by setting up something new.
    pub async fn enrol<F: NewFactor>(
        &self,
        services: &Services,
        new: F,
        mut origin: Origin,
        page: &'static Language,
    ) -> Result<Entered, SecondError> {
        origin.way = self.way.clone();
        let user = &self.account.user;
        if !self.enrols() {
            return Err(StepError::Gone("the account has a second factor").into());
        }
        // Before anything is kept that would not be enough.
        if Level::of(&self.with(new.amr())) < self.last_goal() {
            return Err(SignInError::Wrong.into());
        }
        let who = Who::Known(&self.account);
        let mut proof = sign_in::examine(services, who, &new, &origin).await?;
        let within = Within::SignIn(proof.epoch);
        let codes = enrolment::add(services, user, &self.credentials, new, within, page).await?;
        let codes = codes.ok_or(StepError::Gone("the account has changed meanwhile"))?;
        proof.epoch = proof.epoch.next();
        self.enter(services, proof, origin, codes).await
    }

    /// The methods of what was proved so far and `added`.
    fn with(&self, added: &[&str]) -> Vec<String> {
        policy::together(&self.state.amr, added)
    }

    async fn enter(
        &self,
        services: &Services,
        proof: Proof,
        origin: Origin,
        codes: Vec<Secret<String>>,
    ) -> Result<Entered, SecondError> {
        let added: Vec<_> = proof.amr.iter().map(String::as_str).collect();
        let amr = self.with(&added);
        let forgotten = services.now().plus(PATIENCE * 2);
        let key = spent(services, &self.state);
        if !services.store.spend(key, forgotten).await? {
            return Err(StepError::Gone("this step was taken before").into());
        }
        if Level::of(&amr) < self.last_goal() {
            return Ok(Entered::Further(self.further(
                services,
                amr,
                proof.epoch,
            )?));
        }
        let proof = Proof {
            acr: Level::of(&amr).as_str().to_owned(),
            amr,
            ..proof
        };
        let begun = sign_in::begin(services, proof, origin).await;
        let begun = begun.map_err(SignInError::from)?;
        Ok(Entered::In { begun, codes })
    }

    /// The state of the next step, after this one has proved all of `amr`.
    fn further(
        &self,
        services: &Services,
        amr: Vec<String>,
        epoch: Epoch,
    ) -> Result<String, SignInError> {
        let next = SignInState {
            id: entropy::bytes(services.entropy.as_ref()),
            amr,
            epoch,
            lost: self.owned() >= self.last_goal(),
            ..self.state.clone()
        };
        next.seal(services, &self.context)
    }
}
