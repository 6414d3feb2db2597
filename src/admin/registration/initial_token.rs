//! Initial access tokens (RFC 7591 §3): who has one may register.

use super::invalid_token;
use crate::admin::{Desk, Forbidden, Operation, Target};
use crate::clock::Timestamp;
use crate::flow::{Failure, Services};
use crate::keys::{MacPurpose, Purpose};
use crate::model::TokenId;
use crate::store::StoreError;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Why there is no token, or it is as good as before.
#[derive(Debug, thiserror::Error)]
pub enum InitialAccessTokenError {
    /// The operator may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// It is none, or could not be made or ended.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is sealed in an initial access token. Nothing is stored of it until it is used up.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InitialAccessToken {
    id: TokenId,
    expires_at: Timestamp,
    once: bool,
}

impl InitialAccessToken {
    /// A new one, good for `lifetime` and, if `once`, for one registration.
    pub async fn issue(
        desk: &Desk<'_>,
        lifetime: Duration,
        once: bool,
    ) -> Result<String, InitialAccessTokenError> {
        let token = Self::planned(desk, lifetime, once)?;
        Self::note(desk).await?;
        Ok(token)
    }

    /// As [`Self::issue`], which nobody knows of before [`Self::note`].
    pub fn planned(
        desk: &Desk<'_>,
        lifetime: Duration,
        once: bool,
    ) -> Result<String, InitialAccessTokenError> {
        desk.may(Operation::EditClients, Target::Deployment)?;
        let token = Self {
            id: TokenId::new(desk.clock.as_ref(), desk.entropy.as_ref()),
            expires_at: desk.now().plus(lifetime),
            once,
        };
        Ok(desk.seal(Purpose::InitialAccessToken, b"", &token)?)
    }

    /// Writes down that one was made.
    pub async fn note(desk: &Desk<'_>) -> Result<(), InitialAccessTokenError> {
        desk.may(Operation::EditClients, Target::Deployment)?;
        let event = desk.event("registration_token.made");
        Ok(desk.recording_all(Vec::new()).record(vec![event]).await?)
    }

    /// Opens one that can be used now.
    pub(super) async fn open(services: &Services, token: &str) -> Result<Self, Failure> {
        let opened = services.open(Purpose::InitialAccessToken, b"", token);
        let opened: Self =
            opened.ok_or_else(|| invalid_token("it is no initial access token of ours"))?;
        if services.now() >= opened.expires_at {
            return Err(invalid_token("the initial access token has expired"));
        }
        if services.store.is_spent(opened.key(services)).await? {
            return Err(invalid_token("the initial access token is used up"));
        }
        Ok(opened)
    }

    /// Uses it up, if it is for one registration only.
    pub(super) async fn spend(&self, services: &Services) -> Result<(), Failure> {
        if !self.once
            || services
                .store
                .spend(self.key(services), self.expires_at)
                .await?
        {
            return Ok(());
        }
        Err(invalid_token("the initial access token is used up"))
    }

    /// Makes a token that may have got into wrong hands worthless.
    pub async fn revoke(desk: &Desk<'_>, token: &str) -> Result<(), InitialAccessTokenError> {
        desk.may(Operation::EditClients, Target::Deployment)?;
        let token = Self::open(desk, token).await?;
        let store = desk.recording(
            desk.event("registration_token.revoked")
                .with("token", token.id),
        );
        store.spend(token.key(desk), token.expires_at).await?;
        Ok(())
    }

    fn key(&self, services: &Services) -> [u8; 32] {
        let parts = [b"initial access token".as_slice(), self.id.0.as_bytes()];
        services.seals.mac(MacPurpose::SpentKey, &parts)
    }
}
