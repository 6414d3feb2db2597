//! The public keys of a client: registered, or fetched from where it publishes them.

use super::Services;
use crate::fetch::{Document, FetchError, JSON};
use crate::jose::{Jws, JwsError, KeySet, KeySetError};
use crate::model::Client;
use crate::oidc::ClientId;
use crate::oidc::client_metadata::ClientAlgorithm;
use quick_cache::sync::Cache;
use serde_json::Value;
use std::sync::Arc;

/// Sets that are kept parsed.
const MOST: usize = 1_000;

/// Why a client's keys are not at hand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoKeys {
    /// Neither `jwks` nor `jwks_uri` is registered.
    #[error("the client has neither jwks nor jwks_uri")]
    NotRegistered,
    /// They cannot be fetched.
    #[error("jwks_uri: {0}")]
    Fetch(#[from] FetchError),
    /// They are no key set.
    #[error(transparent)]
    KeySet(#[from] KeySetError),
}

/// Why a token proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unverified {
    /// The keys are not at hand.
    #[error(transparent)]
    NoKeys(#[from] NoKeys),
    /// The token is not right.
    #[error(transparent)]
    Jws(#[from] JwsError),
}

/// What a set was parsed from.
enum Source {
    Registered(Value),
    Fetched(Arc<Document>),
}

/// A set, and what it was parsed from.
struct Known {
    source: Source,
    keys: Arc<KeySet>,
}

/// Key sets of clients, parsed.
pub struct Parsed(Cache<ClientId, Arc<Known>>);

impl Default for Parsed {
    fn default() -> Self {
        Self(Cache::new(MOST))
    }
}

impl Parsed {
    fn registered(&self, client: &Client, jwks: &Value) -> Result<Arc<KeySet>, KeySetError> {
        let same = |source: &Source| matches!(source, Source::Registered(known) if known == jwks);
        self.known(client, same).map_or_else(
            || {
                let keys = KeySet::from_value(jwks)?;
                Ok(self.keep(client, Source::Registered(jwks.clone()), keys))
            },
            Ok,
        )
    }

    fn fetched(
        &self,
        client: &Client,
        document: Arc<Document>,
    ) -> Result<Arc<KeySet>, KeySetError> {
        let same = |source: &Source| matches!(source, Source::Fetched(known) if *known == document);
        self.known(client, same).map_or_else(
            || {
                let keys = KeySet::from_json(&document.body)?;
                Ok(self.keep(client, Source::Fetched(document), keys))
            },
            Ok,
        )
    }

    fn known(&self, client: &Client, same: impl Fn(&Source) -> bool) -> Option<Arc<KeySet>> {
        let known = self.0.get(&client.id)?;
        same(&known.source).then(|| Arc::clone(&known.keys))
    }

    fn keep(&self, client: &Client, source: Source, keys: KeySet) -> Arc<KeySet> {
        let keys = Arc::new(keys);
        let known = Known {
            source,
            keys: Arc::clone(&keys),
        };
        self.0.insert(client.id.clone(), Arc::new(known));
        keys
    }
}

/// The keys of `client`: to check what it signs, and to encrypt to it.
pub async fn of(services: &Services, client: &Client) -> Result<Arc<KeySet>, NoKeys> {
    let metadata = &client.metadata;
    match (&metadata.jwks, &metadata.jwks_uri) {
        (Some(jwks), _) => Ok(services.client_keys.registered(client, jwks)?),
        (None, Some(uri)) => {
            let document = services.fetcher.get(uri, JSON).await?;
            Ok(services.client_keys.fetched(client, document)?)
        }
        (None, None) => Err(NoKeys::NotRegistered),
    }
}

/// Proves that `client` signed `jws`, by one of the algorithms `allowed`. Keys that the client publishes
/// are fetched anew when none of those known fits (OpenID Connect Core §10.1.1).
pub async fn verify(
    services: &Services,
    client: &Client,
    jws: &Jws<'_>,
    allowed: &[ClientAlgorithm],
) -> Result<(), Unverified> {
    let keys = of(services, client).await?;
    let outcome = jws.verify(&keys, allowed);
    let published = client.metadata.jwks_uri.as_ref();
    let published = published.filter(|_| client.metadata.jwks.is_none());
    let (Err(JwsError::UnknownKey), Some(uri)) = (outcome, published) else {
        return Ok(outcome?);
    };
    let document = services.fetcher.get_anew(uri, JSON).await;
    let document = document.map_err(NoKeys::from)?;
    let keys = services.client_keys.fetched(client, document);
    Ok(jws.verify(&*keys.map_err(NoKeys::from)?, allowed)?)
}
