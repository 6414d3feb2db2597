//! From a proof of identity to a session: one durable write, with a fresh identifier.

use super::accounts::{self, Held};
use super::pending::Pending;
use super::second_factor::{self, Mark};
use super::session::{self, SessionCookie};
use super::{Browser, Services, deletion, history, trace};
use crate::keys::MacPurpose;
use crate::login::policy::{self, Level};
use crate::login::{Factor, Password, Proof, SignIn, SignInError, Who, login_key};
use crate::model::{Session, SessionId, TraceId, User, UserId};
use crate::oidc::ClientId;
use crate::secret::Secret;
use crate::store::{NewSession, StoreError};
use std::net::IpAddr;
use std::sync::Arc;

/// Where a sign-in comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The address that counts for limits and is shown to the person.
    pub address: IpAddr,
    /// `User-Agent`.
    pub user_agent: String,
    /// The sessions that the browser says it has, the current one first.
    pub held: Vec<SessionCookie>,
    /// What for.
    pub way: Way,
}

impl Origin {
    /// Only the address: nobody signs in, but somebody proves who they are.
    pub fn at(address: IpAddr) -> Self {
        Self {
            address,
            user_agent: String::new(),
            held: Vec::new(),
            way: Way::default(),
        }
    }
}

/// What somebody signs in for.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// The app that asked; none for the own account.
    pub client: Option<ClientId>,
    /// The trace of this sign-in, if one is kept.
    pub trace: Option<TraceId>,
}

impl Way {
    /// That of the sign-in under way that is sealed in `request`.
    pub fn of(services: &Services, request: &str, browser: &Browser) -> Self {
        match Pending::open(services, browser, request) {
            Ok(pending) => Self {
                client: pending.request.map(|request| request.client_id),
                trace: pending.trace,
            },
            Err(_) => Self::default(),
        }
    }
}

/// How far a first factor has led.
#[derive(Debug)]
pub enum Reached {
    /// Into a session of this person.
    Session(Held, Box<User>),
    /// To the question whether to keep the account.
    Leaving(Box<Proof>),
    /// To the next step, sealed; there is no session yet.
    Second(String),
}

/// What came of a proof.
#[derive(Debug)]
pub enum Begun {
    /// A session.
    Session(Held),
    /// Nothing yet: the account is to be deleted.
    Leaving(Box<Proof>),
}

/// Examines user name or e-mail address and password. They lead into a session only where no second
/// factor is due (security G1).
pub async fn by_password(
    services: &Services,
    login: &str,
    password: Secret<String>,
    request: &str,
    browser: &Browser,
    mut origin: Origin,
    trusts: impl Fn(&Mark) -> bool,
) -> Result<Reached, SignInError> {
    let now = services.clock.now_millis();
    if let Some(wait) = services.spraying.wait(now)
        && !is_known(services, login, &origin, &trusts).await?
    {
        return Err(SignInError::Wait(wait));
    }
    let password = Password(password);
    origin.way = Way::of(services, request, browser);
    let proof = examine(services, Who::Named(login), &password, &origin).await;
    if let Err(SignInError::Wrong) = &proof {
        services.spraying.note(now);
    }
    let proof = proof?;
    let second = second_factor::after_first(services, &proof, request, browser, trusts);
    if let Some(state) = second.await? {
        trace::step(services, origin.way.trace, "sign_in.asked", |event| {
            event.with("for", "second factor")
        });
        return Ok(Reached::Second(state));
    }
    let user = Box::new(proof.user.clone());
    Ok(match begin(services, proof, origin).await? {
        Begun::Session(held) => Reached::Session(held, user),
        Begun::Leaving(proof) => Reached::Leaving(proof),
    })
}

/// Whether the browser is signed in to the account, or remembered for it.
async fn is_known(
    services: &Services,
    login: &str,
    origin: &Origin,
    trusts: impl Fn(&Mark) -> bool,
) -> Result<bool, StoreError> {
    let held = accounts::live(services, &origin.held).await?;
    if held.iter().any(|one| accounts::is_named(&one.user, login)) {
        return Ok(true);
    }
    let account = match login_key(login) {
        Some(key) => services.store.account_by_login(&key).await?,
        None => None,
    };
    let Some(account) = account else {
        return Ok(false);
    };
    let credentials = services.store.credentials_of(account.user.id).await?;
    Ok(trusts(&Mark::of(services, &account, &credentials)))
}

/// Examines the evidence of a factor. Every entry point goes through here.
pub async fn examine<F: Factor>(
    services: &Services,
    who: Who<'_>,
    factor: &F,
    origin: &Origin,
) -> Result<Proof, SignInError> {
    let address = origin.address;
    let mac = |parts: &[&[u8]]| services.seals.mac(MacPurpose::AttemptKey, parts);
    let factors = SignIn {
        store: services.store.as_ref(),
        hasher: &services.hasher,
        seals: &services.seals,
        under_way: &services.under_way,
        mac: &mac,
        policy: &services.throttle,
        clock: services.clock.as_ref(),
    };
    let proved = factors.prove(who, factor, address).await;
    let amr = factor.amr();
    services
        .meters
        .sign_ins
        .note(outcome(&proved), factor_name(amr));
    let methods = amr.join(" ");
    history::examined(services, who, &methods, origin, proved.as_ref());
    if let Err(why) = &proved {
        let known = match who {
            Who::Named(_) | Who::Nobody => None,
            Who::Known(account) => Some(&account.user),
        };
        tracing::info!(
            event = "sign_in_failed",
            user = known.map(|user| user.id.to_string()),
            sub = known.map(|user| user.sub().into_owned()),
            methods,
            address = %address,
            reason = %why,
        );
    }
    proved
}

/// How an examination ended, for figures.
const fn outcome(proved: &Result<Proof, SignInError>) -> &'static str {
    match proved {
        Ok(_) => "success",
        Err(SignInError::Wrong) => "wrong",
        Err(SignInError::Wait(_)) => "throttled",
        Err(SignInError::Busy) => "busy",
        Err(SignInError::Store(_)) => "failed",
    }
}

/// Which kind of factor proves by these methods, for figures.
fn factor_name(amr: &[&str]) -> &'static str {
    match amr.first() {
        Some(&"pwd") => "password",
        Some(&"otp") => "one_time_code",
        Some(&("swk" | "hwk")) => "passkey",
        _ => "other",
    }
}

/// Begins a session for whoever has just made their account, unless policy asks for more than they
/// have proved: then they sign in, and are led through what is missing (security G1).
pub async fn begin_first(
    services: &Services,
    proof: Proof,
    origin: Origin,
) -> Result<Option<Held>, StoreError> {
    let settings = &services.config.second_factors;
    if policy::demanded(settings, &proof.user.groups) > Level::Password {
        return Ok(None);
    }
    match begin(services, proof, origin).await {
        Ok(Begun::Session(held)) => Ok(Some(held)),
        Ok(Begun::Leaving(_)) | Err(StoreError::Stale) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Begins a session for whoever gave `proof`. Where the browser has one of the same person, it goes
/// on under a new secret: apps know it by its identifier (security E1). Those of others wait, and the
/// one that was used longest ago ends when there are too many. An account that is to be deleted has
/// no sessions. `Stale` where the account is in another epoch than it was when the proof was given.
pub async fn begin(services: &Services, proof: Proof, origin: Origin) -> Result<Begun, StoreError> {
    if deletion::is_leaving(services, proof.user.id).await? {
        return Ok(Begun::Leaving(Box::new(proof)));
    }
    let mut before = Before::of(services, &origin.held, proof.user.id).await?;
    if let Some(goes_on) = before.own.as_ref().filter(|own| own.alive) {
        let current = SessionCookie::again(services, goes_on.cookie.id);
        let replaces = Some(Replaced::Own(current.id));
        if write_down(services, &current, &proof, &origin, replaces).await? {
            let waiting = before.waiting();
            return Ok(Begun::Session(Held { current, waiting }));
        }
        // It has just ended elsewhere.
    }
    let current = SessionCookie::new(services);
    let replaces = before.makes_room();
    write_down(services, &current, &proof, &origin, replaces).await?;
    let waiting = before.waiting();
    Ok(Begun::Session(Held { current, waiting }))
}

/// What a browser brings into a sign-in.
struct Before {
    /// A session of the same person.
    own: Option<Own>,
    /// The live sessions of others, the latest first, and whose they are.
    waiting: Vec<(SessionCookie, UserId)>,
}

/// A session that ends as another begins, or goes on as that.
#[derive(Clone, Copy)]
enum Replaced {
    /// One of the same person.
    Own(SessionId),
    /// One for which there is no room any more, and whose it is.
    Surplus(SessionId, UserId),
}

struct Own {
    cookie: SessionCookie,
    alive: bool,
}

impl Before {
    /// Sorts what the browser proves to have.
    async fn of(
        services: &Services,
        held: &[SessionCookie],
        user: UserId,
    ) -> Result<Self, StoreError> {
        let mut before = Self {
            own: None,
            waiting: Vec::new(),
        };
        for cookie in held {
            let proven = session::proven(services, Some(cookie)).await?;
            let Some(session) = proven.as_ref().map(Arc::as_ref) else {
                continue;
            };
            let (cookie, alive) = (cookie.clone(), session::is_alive(services, session));
            if session.user_id == user && before.own.is_none() {
                before.own = Some(Own { cookie, alive });
            } else if alive {
                before.waiting.push((cookie, session.user_id));
            }
        }
        Ok(before)
    }

    /// Which session ends so that another can begin: the dead one of the same person, or the last
    /// where there is no room.
    fn makes_room(&mut self) -> Option<Replaced> {
        let own = self.own.as_ref().map(|own| Replaced::Own(own.cookie.id));
        let last = self.waiting.get(accounts::MOST - 1);
        let surplus = last.map(|(last, whose)| Replaced::Surplus(last.id, *whose));
        self.waiting.truncate(accounts::MOST - 1);
        own.or(surplus)
    }

    fn waiting(self) -> Vec<SessionCookie> {
        self.waiting.into_iter().map(|(cookie, _)| cookie).collect()
    }
}

async fn write_down(
    services: &Services,
    cookie: &SessionCookie,
    proof: &Proof,
    origin: &Origin,
    replaces: Option<Replaced>,
) -> Result<bool, StoreError> {
    let now = services.now();
    let session = Session {
        id: cookie.id,
        secret_hash: cookie.secret_hash(),
        user_id: proof.user.id,
        auth_time: proof.given_at.unwrap_or(now),
        acr: proof.acr.clone(),
        amr: proof.amr.clone(),
        created_at: now,
        last_seen_at: now,
        expires_at: now.plus(services.config.lifetimes.session_absolute),
        ended_at: None,
        user_agent: origin.user_agent.chars().take(200).collect(),
        address: origin.address.to_string(),
    };
    let new = NewSession {
        session,
        replaces: replaces.map(|(Replaced::Own(id) | Replaced::Surplus(id, _))| id),
        families_live: services.config.lifetimes.refresh_token_absolute,
        proved_in: Some(proof.epoch),
        clears_attempts: proof.clears_attempts.clone(),
    };
    let mut events = vec![history::started(services, &new.session, origin)];
    if let Some(Replaced::Surplus(id, whose)) = replaces {
        let event = services.event("session.ended").person(whose).session(id);
        events.push(event.from(origin.address).with("reason", "no room"));
    }
    let begun = services.store.recording(events).begin_session(new).await?;
    if begun {
        services.meters.sessions_begun.note();
        // Apps of a session that ended with this are told in the background.
        services.outbox.wake();
        tracing::info!(
            event = "signed_in",
            user = %proof.user.id, sub = %proof.user.sub(),
            sid = %cookie.id,
            address = %origin.address,
            acr = proof.acr,
            amr = proof.amr.join(" "),
        );
    }
    Ok(begun)
}
