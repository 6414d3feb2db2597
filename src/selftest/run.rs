//! One run through all checks.

use super::browser::Browser;
use super::client::{Client, Person};
use super::http::{Http, Unreachable};
use super::jwt::text;
use super::report::{Area, Check, Finding, Outcome, Report};
use super::{
    authorize, discovery, jwks, logout, management, registration, sign_in, token, userinfo,
};
use crate::clock::Clock;
use openidconnect::ClientSecret;
use serde_json::{Map, Value};
use std::cell::RefCell;
use url::Url;

/// What to check, and with what.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The provider.
    pub issuer: String,
    /// A client to sign in to; without one, clients are registered where that is possible.
    pub client: Option<Client>,
    /// A person to sign in.
    pub person: Option<Person>,
    /// What admits to registration.
    pub initial_access_token: Option<ClientSecret>,
    /// Only this part of the protocol.
    pub area: Option<Area>,
}

/// Why nothing could be checked.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Nobody is there.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
    /// Not an address.
    #[error("{0:?} is no address of a provider: write it as in https://id.example.com")]
    Issuer(String),
    /// No client can be made.
    #[error("cannot make requests")]
    Http(#[from] reqwest::Error),
}

/// What the checks work with.
pub(super) struct Run<'a> {
    pub options: &'a Options,
    pub http: Http,
    pub metadata: Map<String, Value>,
    pub keys: Vec<Value>,
    clock: &'a dyn Clock,
    report: RefCell<Report>,
}

/// Plays all checks.
pub async fn run(options: &Options, clock: &dyn Clock) -> Result<Report, RunError> {
    let wrong = || RunError::Issuer(options.issuer.clone());
    let issuer = Url::parse(&options.issuer).map_err(|_| wrong())?;
    if !matches!(issuer.scheme(), "http" | "https") {
        return Err(wrong());
    }
    let mut run = Run {
        options,
        http: Http::new(&issuer)?,
        metadata: Map::new(),
        keys: Vec::new(),
        clock,
        report: RefCell::default(),
    };
    discovery::play(&mut run).await?;
    if !run.metadata.is_empty() {
        jwks::play(&mut run).await;
        run.ask().await;
    }
    Ok(run.report.into_inner())
}

impl Run<'_> {
    async fn ask(&self) {
        authorize::play(self).await;
        token::play(self).await;
        userinfo::play(self).await;
        logout::play(self).await;
        let mut registered = registration::play(self).await;
        let second = match registered {
            Some(_) => registration::another(self).await,
            None => None,
        };
        if let Some(own) = &mut registered {
            management::play(self, own, second.as_ref()).await;
        }
        let client = self.options.client.as_ref();
        let own = registered.as_ref().map(|registered| &registered.client);
        let other = second.as_ref().map(|second| &second.client);
        sign_in::play(self, client.or(own), other).await;
        if let Some(second) = second {
            registration::forget(self, &second).await;
        }
        if let Some(registered) = registered {
            registration::end(self, registered).await;
        }
    }

    /// Writes down what came of a check.
    pub fn note(&self, check: Check, outcome: Outcome) {
        if self.wants(check.area) {
            let mut report = self.report.borrow_mut();
            report.findings.push(Finding { check, outcome });
        }
    }

    /// Whether somebody wants to know about this part.
    pub fn wants(&self, area: Area) -> bool {
        self.options.area.is_none_or(|wanted| wanted == area)
    }

    /// Unix seconds.
    pub fn now(&self) -> i64 {
        self.clock.now().0
    }

    /// The provider's own name of itself.
    pub fn issuer(&self) -> &str {
        text(&self.metadata, "issuer")
    }

    /// An endpoint that the metadata names.
    pub fn endpoint(&self, name: &str) -> Option<&str> {
        self.metadata.get(name)?.as_str()
    }

    /// Whether a list in the metadata has `value`; `default` if there is no such list.
    pub fn supports(&self, list: &str, value: &str, default: bool) -> bool {
        match self.metadata.get(list) {
            Some(Value::Array(values)) => values.iter().any(|listed| listed == value),
            _ => default,
        }
    }

    /// A browser without a session.
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(&self.http, self.options.person.as_ref())
    }

    /// A browser that nobody uses.
    pub fn empty_browser(&self) -> Browser<'_> {
        Browser::new(&self.http, None)
    }
}
