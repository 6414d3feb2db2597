//! Where a sign-in is played: the parts of the deployment, over an empty store of its own in a temporary
//! folder. What is written there touches nobody, what is issued there opens nothing anywhere else, and
//! both are gone when it is over.

use crate::flow::Services;
use crate::flow::session::{SessionCookie, SignedIn};
use crate::login::policy::Level;
use crate::model::{Client, Session, User};
use crate::store::sql::sqlite;
use crate::store::{Account, Cached, NewSession, StoreError, Write};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// How long what is played may take.
const LIFETIME: Duration = Duration::from_mins(10);

/// A stage, with somebody signed in on it.
pub(super) struct Stage {
    /// The parts, over the store of the stage.
    pub services: Services,
    /// Who signs in to the app.
    pub signed_in: SignedIn,
    /// Removed with all that is in it.
    _folder: TempDir,
}

impl Stage {
    /// Sets the stage: `client` is known, and `user` signed in as strongly as anybody can be here.
    pub async fn set(services: &Services, client: &Client, user: &User) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("stage.db");
        let store = sqlite::Sql::open(&path, services.entropy.as_ref()).await?;
        let store = Arc::new(Cached::new(store).await?);
        let services = services.over(store);
        let signed_in = enter(&services, client, user).await?;
        Ok(Self {
            services,
            signed_in,
            _folder: folder,
        })
    }

    /// Gives the client's place to `after`.
    pub async fn recast(&self, before: &Client, after: &Client) -> Result<(), StoreError> {
        let write = Write::UpdateClient {
            before: Box::new(before.clone()),
            after: Box::new(after.clone()),
        };
        let now = self.services.now();
        self.services.store.write_all(vec![write], now).await
    }

    /// Clears the stage.
    pub async fn clear(self) {
        self.services.store.close().await;
    }
}

async fn enter(services: &Services, client: &Client, user: &User) -> Result<SignedIn, StoreError> {
    let (store, now) = (&services.store, services.now());
    let account = Account::new(user.clone(), None);
    store.create_user(account).await?;
    let known = Write::CreateClient(Box::new(client.clone()));
    store.write_all(vec![known], now).await?;
    let session = session(services, user);
    let new = NewSession {
        session: session.clone(),
        replaces: None,
        families_live: services.config.lifetimes.refresh_token_absolute,
        proved_in: None,
        clears_attempts: Vec::new(),
    };
    store.begin_session(new).await?;
    Ok(SignedIn {
        session: Arc::new(session),
        user: Arc::new(user.clone()),
    })
}

fn session(services: &Services, user: &User) -> Session {
    let (cookie, now) = (SessionCookie::new(services), services.now());
    let level = Level::served(&services.config).last();
    let level = level.unwrap_or(Level::Password);
    let amr: &[&str] = match level {
        Level::Password => &["pwd"],
        Level::Mfa => &["pwd", "otp", "mfa"],
        Level::Phr => &["hwk", "user"],
    };
    Session {
        id: cookie.id,
        secret_hash: cookie.secret_hash(),
        user_id: user.id,
        auth_time: now,
        acr: level.as_str().to_owned(),
        amr: amr.iter().map(|&name| name.to_owned()).collect(),
        created_at: now,
        last_seen_at: now,
        expires_at: now.plus(LIFETIME),
        ended_at: None,
        user_agent: String::new(),
        address: String::new(),
    }
}
