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
#[derive(Clone, PartialEq)]
enum Source {
    Registered(Value),
    Fetched(Arc<Document>),
}

/// Key sets of clients, parsed.
pub struct Parsed(Cache<ClientId, (Source, Arc<KeySet>)>);

impl Default for Parsed {
    fn default() -> Self {
        Self(Cache::new(MOST))
    }
}

impl Parsed {
    fn of(&self, client: &Client, source: Source) -> Result<Arc<KeySet>, KeySetError> {
        let known = self.0.get(&client.id);
        if let Some((_, keys)) = known.filter(|(known, _)| *known == source) {
            return Ok(keys);
        }
        let keys = Arc::new(match &source {
            Source::Registered(jwks) => KeySet::from_value(jwks)?,
            Source::Fetched(document) => KeySet::from_json(&document.body)?,
        });
        let parsed = (source, Arc::clone(&keys));
        self.0.insert(client.id.clone(), parsed);
        Ok(keys)
    }
}

/// The keys of `client`: to check what it signs, and to encrypt to it.
pub async fn of(services: &Services, client: &Client) -> Result<Arc<KeySet>, NoKeys> {
    let metadata = &client.metadata;
    let source = match (&metadata.jwks, &metadata.jwks_uri) {
        (Some(jwks), _) => Source::Registered(jwks.clone()),
        (None, Some(uri)) => Source::Fetched(services.fetcher.get(uri, JSON).await?),
        (None, None) => return Err(NoKeys::NotRegistered),
    };
    Ok(services.client_keys.of(client, source)?)
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
    let source = Source::Fetched(document.map_err(NoKeys::from)?);
    let keys = services.client_keys.of(client, source);
    Ok(jws.verify(&*keys.map_err(NoKeys::from)?, allowed)?)
}
