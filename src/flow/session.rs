//! The browser's signed-in session: its cookie value, its limits, its last use.

use super::Services;
use crate::clock::Timestamp;
use crate::entropy;
use crate::model::{Session, SessionId, SessionSecretHash, User};
use crate::secret::{Secret, same_bytes};
use crate::store::StoreError;
use aws_lc_rs::digest;
use data_encoding::BASE64URL_NOPAD;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// What the session cookie holds: which session, and the proof that it is this browser's.
#[derive(Clone, Debug)]
pub struct SessionCookie {
    /// The session.
    pub id: SessionId,
    secret: Secret<[u8; 32]>,
}

impl SessionCookie {
    /// A cookie for a new session.
    pub fn new(services: &Services) -> Self {
        let id = services.new_session();
        Self::again(services, id)
    }

    /// A cookie for a session that goes on under a new secret.
    pub fn again(services: &Services, id: SessionId) -> Self {
        Self {
            id,
            secret: Secret::new(entropy::bytes(services.entropy.as_ref())),
        }
    }

    /// Reads a cookie value; nothing if it is no such value.
    pub fn decode(value: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(value.as_bytes()).ok()?;
        let (id, secret) = bytes.split_first_chunk::<16>()?;
        Some(Self {
            id: SessionId(uuid::Uuid::from_bytes(*id)),
            secret: Secret::new(secret.try_into().ok()?),
        })
    }

    /// The cookie value.
    pub fn encode(&self) -> String {
        let mut bytes = self.id.0.as_bytes().to_vec();
        bytes.extend_from_slice(self.secret.expose());
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// What is stored instead of the secret.
    pub fn secret_hash(&self) -> SessionSecretHash {
        let hash = digest::digest(&digest::SHA256, self.secret.expose());
        SessionSecretHash(hash.as_ref().try_into().unwrap_or_default())
    }
}

/// A live session and whose it is.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The session.
    pub session: Arc<Session>,
    /// The person.
    pub user: Arc<User>,
}

/// The live session that `cookie` opens, if it does; notes its use.
pub async fn current(
    services: &Services,
    cookie: Option<&SessionCookie>,
) -> Result<Option<SignedIn>, StoreError> {
    let signed_in = look(services, cookie).await?;
    if let Some(signed_in) = &signed_in {
        let (id, now) = (signed_in.session.id, services.now());
        services.last_uses.note(id, now);
    }
    Ok(signed_in)
}

/// The live session that `cookie` opens, if it does.
pub async fn look(
    services: &Services,
    cookie: Option<&SessionCookie>,
) -> Result<Option<SignedIn>, StoreError> {
    let session = proven(services, cookie).await?;
    let Some(session) = session.filter(|session| is_alive(services, session)) else {
        return Ok(None);
    };
    let user = services.store.user(session.user_id).await?;
    let user = user.filter(|user| user.disabled_at.is_none());
    Ok(user.map(|user| SignedIn { session, user }))
}

/// The session that `cookie` proves to be its browser's, alive or not. The identifier alone proves
/// nothing: apps know it as `sid`.
pub async fn proven(
    services: &Services,
    cookie: Option<&SessionCookie>,
) -> Result<Option<Arc<Session>>, StoreError> {
    let Some(cookie) = cookie else {
        return Ok(None);
    };
    let session = services.store.session(cookie.id).await?;
    Ok(session.filter(|session| same_bytes(&session.secret_hash.0, &cookie.secret_hash().0)))
}

/// Whether a session has neither been ended nor outlived its idle or absolute limit (security E2).
pub fn is_alive(services: &Services, session: &Session) -> bool {
    let now = services.now();
    let noted = services.last_uses.of(session.id);
    let last_use = noted
        .unwrap_or(session.last_seen_at)
        .max(session.last_seen_at);
    session.ended_at.is_none()
        && now < session.expires_at
        && now < last_use.plus(services.config.lifetimes.session_idle)
}

/// Uses of sessions, or of something else, kept in memory and written down in batches.
#[derive(Debug)]
pub struct LastUses<Id = SessionId>(Mutex<HashMap<Id, Timestamp>>);

impl<Id> Default for LastUses<Id> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<Id: Copy + Eq + Hash> LastUses<Id> {
    /// Notes a use.
    pub fn note(&self, id: Id, now: Timestamp) {
        self.lock().insert(id, now);
    }

    /// Takes what was noted since the last call.
    pub fn drain(&self) -> Vec<(Id, Timestamp)> {
        self.lock().drain().collect()
    }

    fn of(&self, id: Id) -> Option<Timestamp> {
        self.lock().get(&id).copied()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Id, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
