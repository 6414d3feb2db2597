//! What a client is to be, compared with what there is.

use super::{ClientsError, check_secret, secret, validate};
use crate::admin::difference::differing_members;
use crate::admin::{Difference, Outcome};
use crate::flow::Services;
use crate::model::{Client, ClientOrigin, ClientSecretHash};
use crate::oidc::client_metadata::ClientAuthMethod;
use crate::oidc::{ClientId, ClientMetadata};
use crate::secret::{Secret, same_bytes};

/// What a client is to be.
#[derive(Clone, Debug)]
pub struct WantedClient {
    /// Its identifier.
    pub id: ClientId,
    /// What is registered about it.
    pub metadata: ClientMetadata,
    /// Its secret; without one a confidential client keeps its own or is given a new one.
    pub secret: Option<Secret<String>>,
}

/// A client as it is to be, compared with what there is.
#[derive(Clone, Debug)]
pub struct PlannedClient {
    /// What there will be.
    pub client: Client,
    /// What that means.
    pub outcome: Outcome,
    /// Members that will be others than before, or that a new client has other than usual;
    /// `client_secret` among them.
    pub changes: Vec<Difference>,
    /// The secret that was made for it, to be shown once.
    pub generated_secret: Option<Secret<String>>,
    /// What the operator should know.
    pub warning: Option<String>,
    /// What there is; none for a new client.
    pub stored: Option<Client>,
}

/// As [`super::plan`], for whoever may: an operator, or a client that registers itself.
pub(in crate::admin) async fn compare(
    services: &Services,
    wanted: WantedClient,
) -> Result<PlannedClient, ClientsError> {
    validate(&wanted.metadata).map_err(ClientsError::Metadata)?;
    if let Some(secret) = &wanted.secret {
        check_secret(secret)?;
        let method = wanted.metadata.token_endpoint_auth_method;
        if !method.has_secret() {
            return Err(ClientsError::SecretNotUsed(method.as_str()));
        }
    }
    let stored = services.store.client(&wanted.id).await?;
    let stored = stored.as_deref();
    if stored.is_some_and(|stored| stored.origin == ClientOrigin::Demo) {
        return Err(ClientsError::BuiltIn(wanted.id));
    }
    compare_with(services, wanted, stored)
}

fn compare_with(
    services: &Services,
    wanted: WantedClient,
    stored: Option<&Client>,
) -> Result<PlannedClient, ClientsError> {
    let now = services.now();
    let method = wanted.metadata.token_endpoint_auth_method;
    // A secret that is a key must be readable, and what is hashed is not.
    let kept = stored.filter(|stored| {
        stored.secret_hash.is_some()
            && (method != ClientAuthMethod::ClientSecretJwt || stored.sealed_secret.is_some())
    });
    let needs_one = method.has_secret() && wanted.secret.is_none() && kept.is_none();
    let generated_secret = needs_one.then(|| secret::generate(services.entropy.as_ref()));
    let given = wanted.secret.as_ref().or(generated_secret.as_ref());
    let (secret_hash, sealed_secret) = match given {
        Some(secret) => secret::keep(services, &wanted.id, method, secret)?,
        None => kept
            .filter(|_| method.has_secret())
            .map(|stored| (stored.secret_hash, stored.sealed_secret.clone()))
            .unwrap_or_default(),
    };
    let changes = changes(stored, &wanted.metadata, secret_hash);
    let (outcome, updated_at) = match stored {
        None => (Outcome::Created, now),
        Some(stored) if changes.is_empty() => (Outcome::Unchanged, stored.updated_at),
        Some(_) => (Outcome::Updated, now),
    };
    let client = Client {
        id: wanted.id,
        secret_hash,
        sealed_secret,
        registration_token_hash: stored.and_then(|stored| stored.registration_token_hash),
        metadata: wanted.metadata,
        origin: stored.map_or(ClientOrigin::Operator, |stored| stored.origin),
        created_at: stored.map_or(now, |stored| stored.created_at),
        updated_at,
    };
    let warning = wanted.secret.as_ref().and_then(secret::warning);
    Ok(PlannedClient {
        outcome,
        changes,
        warning: warning.or_else(|| about_trust(stored, &client)),
        stored: stored.cloned(),
        generated_secret,
        client,
    })
}

/// What the operator should know of the trust in `client`.
fn about_trust(stored: Option<&Client>, client: &Client) -> Option<String> {
    let told = if client.is_trusted() {
        return None;
    } else if stored.is_some_and(Client::is_trusted) {
        "the client is trusted no more: what it was granted ends, for nobody was asked"
    } else if client.metadata.trusted {
        "trusted counts for nothing: people are always asked by clients that registered themselves \
         or have a scope of Signet's own"
    } else {
        return None;
    };
    Some(told.to_owned())
}

/// The members that differ from what there is, or from those that a client has that says nothing.
fn changes(
    stored: Option<&Client>,
    metadata: &ClientMetadata,
    secret: Option<ClientSecretHash>,
) -> Vec<Difference> {
    let usual = ClientMetadata::default();
    let before = stored.map_or(&usual, |stored| &stored.metadata);
    let mut changes = differing_members(before, metadata);
    if !same_secret(stored.and_then(|stored| stored.secret_hash), secret) {
        changes.push(Difference::hidden("client_secret"));
    }
    changes
}

fn same_secret(a: Option<ClientSecretHash>, b: Option<ClientSecretHash>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same_bytes(&a.0, &b.0),
        (None, None) => true,
        _ => false,
    }
}
