//! Signing in: counting attempts, finding the account, asking the factor, and one answer for all
//! that is wrong (security F5, F6).

use super::policy::{self, Level};
use super::throttle::{self, Limit, Mac, Policy, Verdict};
use super::{Factor, HasherError, PasswordHasher, UnderWay, login_key};
use crate::clock::{Clock, Timestamp};
use crate::keys::Seals;
use crate::model::{Epoch, User};
use crate::store::{Account, AttemptCount, Store, StoreError};
use std::net::IpAddr;
use std::time::Duration;

/// Who somebody proved to be, and how.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The person.
    pub user: User,
    /// The epoch of the account whose password and factors it was held to.
    pub epoch: Epoch,
    /// How strong the proof was (`acr`).
    pub acr: String,
    /// By which methods (`amr`).
    pub amr: Vec<String>,
    /// When the oldest part of it was given, if that was not just now.
    pub given_at: Option<Timestamp>,
    /// The account's counters of failed attempts, to be cleared in the same write as the session.
    pub clears_attempts: Vec<[u8; 32]>,
}

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Not this name with this evidence. Nothing more is said, nor known to the caller.
    #[error("the name or the password is not right")]
    Wrong,
    /// Too many failures; another attempt may come after this time (429 with `Retry-After`).
    #[error("too many failed attempts; wait {} seconds", .0.as_secs())]
    Wait(Duration),
    /// Too much to do; try again in a moment (503 with `Retry-After`).
    #[error("too many people are signing in")]
    Busy,
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for SignInError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => Self::Busy,
            // It was right for the account as it was, which is another by now.
            StoreError::Stale => Self::Wrong,
            other => Self::Store(other),
        }
    }
}

impl From<HasherError> for SignInError {
    /// A worker that failed has been logged, and the next one may do better.
    fn from(_: HasherError) -> Self {
        Self::Busy
    }
}

/// Whose the evidence is said to be.
#[derive(Clone, Copy, Debug)]
pub enum Who<'a> {
    /// That of a user name or e-mail address, as it was typed.
    Named(&'a str),
    /// That of an account that is known from something else: a step before, or the evidence itself.
    /// Counted by itself, so that neither a password nor a lack of one clears the count
    /// (security G3).
    Known(&'a Account),
    /// Nobody's that is known here. Only the address counts.
    Nobody,
}

/// What signing in needs. Every entry point that takes a credential goes through here.
pub struct SignIn<'a> {
    /// Where accounts and counters are.
    pub store: &'a dyn Store,
    /// Who compares passwords.
    pub hasher: &'a PasswordHasher,
    /// Opens the seeds of authenticators.
    pub seals: &'a Seals,
    /// Attempts being looked at, from all entry points of the process.
    pub under_way: &'a UnderWay,
    /// Hashes what counters count for.
    pub mac: &'a Mac<'a>,
    /// How failed attempts are answered.
    pub policy: &'a Policy,
    /// What time it is.
    pub clock: &'a dyn Clock,
}

impl SignIn<'_> {
    /// Examines the evidence of any factor, first or second.
    ///
    /// An account's attempt is counted before the evidence is looked at, in one write, so that
    /// simultaneous guesses cannot pass the limit; success clears the counter, and an attempt that
    /// was turned away unseen is taken back. An address is not
    /// trusted to clear anything (one own account would be enough to guess at all others), so
    /// only failures are counted there, and attempts under way stand for failures.
    pub async fn prove<F: Factor>(
        &self,
        who: Who<'_>,
        factor: &F,
        address: IpAddr,
    ) -> Result<Proof, SignInError> {
        let now = self.clock.now();
        let from = throttle::address_key(self.mac, address);
        let place = self.under_way.enter(from);
        self.check_address(from, place.before(), now).await?;
        let counter = self.counter(who);
        if let Some((counter, limit)) = counter {
            self.count_account(counter, limit, now).await?;
        }
        let proved = self.proved(who, factor).await;
        if let (Err(_), Some((counter, _))) = (&proved, counter) {
            self.take_back(counter).await;
        }
        if let Some(account) = proved? {
            return Ok(self.proof(account, who, factor));
        }
        let window = self.policy.address.window;
        self.store
            .count_attempt(from, self.clock.now(), window)
            .await?;
        Err(SignInError::Wrong)
    }

    /// The counter of an account's attempts, and how many it allows.
    fn counter(&self, who: Who<'_>) -> Option<([u8; 32], &Limit)> {
        match who {
            Who::Named(typed) => {
                let login = login_key(typed).unwrap_or_default();
                let key = throttle::account_key(self.mac, &login);
                Some((key, &self.policy.account))
            }
            Who::Known(account) => {
                let key = throttle::factor_key(self.mac, account.user.id);
                Some((key, &self.policy.factor))
            }
            Who::Nobody => None,
        }
    }

    async fn check_address(
        &self,
        key: [u8; 32],
        under_way: u32,
        now: Timestamp,
    ) -> Result<(), SignInError> {
        let limit = &self.policy.address;
        let count = self.store.attempts(key, now, limit.window).await?;
        go(throttle::with_under_way(count, under_way, now), limit, now)
    }

    /// Looks before it counts: what is refused anyway must not prolong the pause.
    async fn count_account(
        &self,
        key: [u8; 32],
        limit: &Limit,
        now: Timestamp,
    ) -> Result<(), SignInError> {
        go(
            self.store.attempts(key, now, limit.window).await?,
            limit,
            now,
        )?;
        go(
            self.store.count_attempt(key, now, limit.window).await?,
            limit,
            now,
        )
    }

    async fn take_back(&self, key: [u8; 32]) {
        if let Err(error) = self.store.take_attempt_back(key).await {
            tracing::warn!(%error, "an attempt that was turned away counts as a failure");
        }
    }

    /// The account with this name, if the evidence is its own. An error says that nobody looked.
    async fn proved<F: Factor>(
        &self,
        who: Who<'_>,
        factor: &F,
    ) -> Result<Option<Account>, SignInError> {
        let account = match who {
            Who::Named(typed) => self.find(login_key(typed).as_deref()).await?,
            Who::Known(account) => Some(account.clone()),
            Who::Nobody => None,
        };
        let account = account.filter(|account| account.user.disabled_at.is_none());
        let proved = factor.proves(self, account.as_ref()).await?;
        Ok(account.filter(|_| proved))
    }

    /// The account with this name.
    async fn find(&self, login: Option<&str>) -> Result<Option<Account>, SignInError> {
        let Some(login) = login else {
            return Ok(None);
        };
        Ok(self.store.account_by_login(login).await?)
    }

    fn proof<F: Factor>(&self, account: Account, who: Who<'_>, factor: &F) -> Proof {
        let Account { user, epoch, .. } = account;
        let names = std::iter::once(&user.username.key).chain(&user.email_key);
        let names = names.map(|name| throttle::account_key(self.mac, name));
        let own = match who {
            Who::Named(_) | Who::Nobody => None,
            Who::Known(_) => Some(throttle::factor_key(self.mac, user.id)),
        };
        let amr = policy::together(&[], factor.amr());
        Proof {
            clears_attempts: names.chain(own).collect(),
            acr: Level::of(&amr).as_str().to_owned(),
            amr,
            given_at: None,
            user,
            epoch,
        }
    }
}

fn go(count: AttemptCount, limit: &Limit, now: Timestamp) -> Result<(), SignInError> {
    match throttle::verdict(count, limit, now) {
        Verdict::Go => Ok(()),
        Verdict::Wait(rest) => Err(SignInError::Wait(rest)),
    }
}
