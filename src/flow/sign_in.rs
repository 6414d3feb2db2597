//! From a proof of identity to a session: one durable write, with a fresh identifier.

use super::second_factor::{self, Mark};
use super::session::{self, SessionCookie};
use super::{Browser, Services};
use crate::keys::MacPurpose;
use crate::login::{Factor, Password, Proof, SignIn, SignInError, Who, policy};
use crate::model::{Session, SessionId, User};
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
    origin: Origin,
    trusts: impl Fn(&Mark) -> bool,
) -> Result<Reached, SignInError> {
    let password = Password(password);
    let proof = examine(services, Who::Named(login), &password, origin.address).await?;
    let second = second_factor::after_first(services, &proof, request, browser, trusts);
    if let Some(state) = second.await? {
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
    address: IpAddr,
) -> Result<Proof, SignInError> {
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
    services
        .meters
        .sign_ins
        .note(outcome(&proved), factor_name(factor.amr()));
    if let Err(why) = &proved {
        let sub = match who {
            Who::Named(_) | Who::Nobody => None,
            Who::Known(account) => Some(account.user.id.to_string()),
        };
        tracing::info!(
            event = "sign_in_failed",
            sub,
            methods = factor.amr().join(" "),
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
    let begun = services.store.begin_session(new).await?;
    if begun {
        services.meters.sessions_begun.note();
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
