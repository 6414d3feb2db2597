//! From a proof of identity to a session: one durable write, with a fresh identifier.

use super::pending::Pending;
use super::second_factor::{self, Mark};
use super::session::{self, SessionCookie};
use super::{Browser, Services, history, trace};
use crate::keys::MacPurpose;
use crate::login::{Factor, Password, Proof, SignIn, SignInError, Who, policy};
use crate::model::{Session, SessionId, TraceId, User};
use crate::oidc::ClientId;
use crate::secret::Secret;
use crate::store::{NewSession, StoreError};
use std::net::IpAddr;

/// Where a sign-in comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The address that counts for limits and is shown to the person.
    pub address: IpAddr,
    /// `User-Agent`.
    pub user_agent: String,
    /// The browser's session before, which ends (security E1).
    pub replaces: Option<SessionId>,
    /// What for.
    pub way: Way,
}

impl Origin {
    /// Only the address: nobody signs in, but somebody proves who they are.
    pub fn at(address: IpAddr) -> Self {
        Self {
            address,
            user_agent: String::new(),
            replaces: None,
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
    /// Into a session.
    Session(SessionCookie),
    /// To the next step, sealed; there is no session yet.
    Second(String),
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
    let password = Password(password);
    origin.way = Way::of(services, request, browser);
    let proof = examine(services, Who::Named(login), &password, &origin).await?;
    let second = second_factor::after_first(services, &proof, request, browser, trusts);
    if let Some(state) = second.await? {
        trace::step(services, origin.way.trace, "sign_in.asked", |event| {
            event.with("for", "second factor")
        });
        return Ok(Reached::Second(state));
    }
    let (cookie, _) = begin(services, proof, origin).await?;
    Ok(Reached::Session(cookie))
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
    let methods = factor.amr().join(" ");
    history::examined(services, who, &methods, origin, proved.as_ref());
    if let Err(why) = &proved {
        let sub = match who {
            Who::Named(_) | Who::Nobody => None,
            Who::Known(account) => Some(account.user.id.to_string()),
        };
        tracing::info!(
            event = "sign_in_failed",
            sub,
            methods,
            address = %address,
            reason = %why,
        );
    }
    proved
}

/// Begins a session for whoever has just made their account, unless policy asks for more than they
/// have proved: then they sign in, and are led through what is missing (security G1).
pub async fn begin_first(
    services: &Services,
    proof: Proof,
    origin: Origin,
) -> Result<Option<SessionCookie>, StoreError> {
    if policy::demands(&services.config.second_factors, &proof.user) {
        return Ok(None);
    }
    let (cookie, _) = begin(services, proof, origin).await?;
    Ok(Some(cookie))
}

/// Begins a session for whoever gave `proof`. Where the browser's session before is the same
/// person's, it goes on under a new secret: apps know it by its identifier.
pub async fn begin(
    services: &Services,
    proof: Proof,
    origin: Origin,
) -> Result<(SessionCookie, User), StoreError> {
    let goes_on = match origin.replaces {
        Some(before) => services.store.session(before).await?.filter(|before| {
            before.user_id == proof.user.id && session::is_alive(services, before)
        }),
        None => None,
    };
    if let Some(before) = goes_on {
        let cookie = SessionCookie::again(services, before.id);
        if write_down(services, &cookie, &proof, &origin).await? {
            return Ok((cookie, proof.user));
        }
        // It has just ended elsewhere.
    }
    let cookie = SessionCookie::new(services);
    write_down(services, &cookie, &proof, &origin).await?;
    Ok((cookie, proof.user))
}

async fn write_down(
    services: &Services,
    cookie: &SessionCookie,
    proof: &Proof,
    origin: &Origin,
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
        replaces: origin.replaces,
        clears_attempts: proof.clears_attempts.clone(),
    };
    let event = history::started(services, &new.session, origin);
    let begun = services.recording(event).begin_session(new).await?;
    if begun {
        // Apps of a session that ended with this are told in the background.
        services.outbox.wake();
        tracing::info!(
            event = "signed_in",
            sub = %proof.user.id,
            sid = %cookie.id,
            address = %origin.address,
            acr = proof.acr,
            amr = proof.amr.join(" "),
        );
    }
    Ok(begun)
}
