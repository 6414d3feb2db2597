//! Apps: made known, changed, shown, removed.

mod compare;
mod keys;
mod metadata;
mod rotate;
mod secret;

pub(super) use compare::compare;
pub use compare::{PlannedClient, WantedClient};
pub use keys::UnfitKeys;
pub use metadata::{MetadataError, validate};
pub use rotate::{rotate_secret, with_other_secret};
pub use secret::{ClientSecretError, check_secret};

use super::difference::names;
use super::part::{Part, Wanted};
use super::users::check_search;
use super::{Desk, DeskError, Forbidden, Operation, Outcome, TRIES, Target, Version};
use crate::flow::{Failure, Services};
use crate::keys::rotation::Order;
use crate::model::{Client, ClientOrigin, Event};
use crate::oidc::{ClientId, ClientMetadata};
use crate::secret::Secret;
use crate::store::{Store, StoreError, Write};
use data_encoding::HEXLOWER;
use std::sync::Arc;

/// Why a client was not changed. Nothing has happened.
#[derive(Debug, thiserror::Error)]
pub enum ClientsError {
    /// The operator may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// What is to be registered is wrong.
    #[error("{}", lines(.0))]
    Metadata(Vec<MetadataError>),
    /// The secret is wrong.
    #[error(transparent)]
    Secret(#[from] ClientSecretError),
    /// The client proves itself in another way, or not at all.
    #[error(
        "a client with token_endpoint_auth_method = {0:?} has no secret: leave the secret out, or \
         use client_secret_basic"
    )]
    SecretNotUsed(&'static str),
    /// The secret cannot be kept.
    #[error("the secret cannot be sealed: {0}")]
    Seal(Failure),
    /// The id belongs to another client.
    #[error("the client {0} exists already: choose another id, or remove it first")]
    Exists(ClientId),
    /// No such client.
    #[error("there is no client {0}: `signet client list` shows those that exist")]
    Unknown(ClientId),
    /// Somebody else was faster.
    #[error("the client was changed by somebody else meanwhile: look again before you change it")]
    Stale,
    /// Signet looks after its own client.
    #[error("the client {0} is the built-in demo app: set demo = \"off\" to be rid of it")]
    BuiltIn(ClientId),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn lines(errors: &[MetadataError]) -> String {
    let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Makes a new client known; with an identifier of its own if `id` is none.
pub async fn create(
    desk: &Desk<'_>,
    id: Option<ClientId>,
    metadata: ClientMetadata,
    secret: Option<Secret<String>>,
) -> Result<PlannedClient, ClientsError> {
    let planned = planned(desk, id, metadata, secret).await?;
    planned.save(desk).await?;
    Ok(planned)
}

/// A new client as it is to be; nothing is changed before [`PlannedClient::save`].
pub async fn planned(
    desk: &Desk<'_>,
    id: Option<ClientId>,
    metadata: ClientMetadata,
    secret: Option<Secret<String>>,
) -> Result<PlannedClient, ClientsError> {
    desk.may(Operation::EditClients, Target::Deployment)?;
    let id = match id {
        Some(id) => id,
        None => new_id(desk)?,
    };
    if desk.store.client(&id).await?.is_some() {
        return Err(ClientsError::Exists(id));
    }
    let wanted = WantedClient {
        id,
        metadata,
        secret,
    };
    plan(desk, wanted).await
}

pub(super) fn new_id(services: &Services) -> Result<ClientId, ClientsError> {
    let bytes: [u8; 16] = crate::entropy::bytes(services.entropy.as_ref());
    let id = ClientId::try_from(HEXLOWER.encode(&bytes));
    id.map_err(|invalid| StoreError::Database(Box::new(invalid)).into())
}

/// Makes a client known, or what is known of it as `wanted`; the same again changes nothing.
pub async fn put(desk: &Desk<'_>, wanted: WantedClient) -> Result<PlannedClient, ClientsError> {
    let planned = plan(desk, wanted).await?;
    planned.save(desk).await?;
    Ok(planned)
}

/// Makes of a client that is still as it was `seen` what is `wanted`, which the write itself decides.
pub async fn replace(
    desk: &Desk<'_>,
    seen: Option<&Version>,
    wanted: WantedClient,
) -> Result<PlannedClient, ClientsError> {
    let id = wanted.id.clone();
    let planned = plan(desk, wanted).await?;
    let stored = planned.stored.as_ref();
    is_as_seen(stored.ok_or(ClientsError::Unknown(id))?, seen)?;
    planned.save(desk).await?;
    Ok(planned)
}

/// The client with this id, for whoever changes it and has `seen` it so.
pub async fn show_as_seen(
    desk: &Desk<'_>,
    id: &ClientId,
    seen: Option<&Version>,
) -> Result<Arc<Client>, ClientsError> {
    let client = show(desk, id).await?;
    is_as_seen(&client, seen)?;
    Ok(client)
}

fn is_as_seen(client: &Client, seen: Option<&Version>) -> Result<(), ClientsError> {
    let same = seen.is_none_or(|seen| *seen == Version::from(client));
    same.then_some(()).ok_or(ClientsError::Stale)
}

/// Compares `wanted` with what there is, and changes nothing.
pub async fn plan(desk: &Desk<'_>, wanted: WantedClient) -> Result<PlannedClient, ClientsError> {
    desk.may(Operation::EditClients, Target::Deployment)?;
    compare(desk, wanted).await
}

impl PlannedClient {
    /// Writes down what was planned, if anything is another than before.
    pub async fn save(&self, desk: &Desk<'_>) -> Result<(), ClientsError> {
        let store = desk.recording(self.tell(desk.event("client.changed")));
        match save(desk, self, store.as_ref()).await {
            Err(StoreError::Stale) if self.stored.is_none() => {
                return Err(ClientsError::Exists(self.client.id.clone()));
            }
            Err(StoreError::Stale) => return Err(ClientsError::Stale),
            saved => {
                if saved? {
                    tend_keys(desk).await;
                }
            }
        }
        Ok(())
    }

    /// What is to be written, if anything is.
    pub(super) fn write(&self) -> Option<Write> {
        let after = Box::new(self.client.clone());
        match &self.stored {
            _ if self.outcome == Outcome::Unchanged => None,
            None => Some(Write::CreateClient(after)),
            Some(before) => Some(Write::UpdateClient {
                before: Box::new(before.clone()),
                after,
            }),
        }
    }

    /// What `event` is about: this change.
    pub(super) fn tell(&self, event: Event) -> Event {
        event
            .client(&self.client.id)
            .with("outcome", self.outcome.as_str())
            .with("members", names(&self.changes))
    }

    /// Tells what has been written.
    pub(super) fn note(&self) {
        let outcome = self.outcome;
        tracing::info!(event = "client_changed", client_id = %self.client.id, ?outcome);
    }
}

/// Writes down what was planned in `store`, which records it; tells whether there was anything to
/// write. Keys for newly used algorithms are left to [`tend_keys`].
pub(super) async fn save(
    services: &Services,
    planned: &PlannedClient,
    store: &dyn Store,
) -> Result<bool, StoreError> {
    let Some(write) = planned.write() else {
        return Ok(false);
    };
    store.write_all(vec![write], services.now()).await?;
    planned.note();
    Ok(true)
}

/// Makes keys for algorithms that clients use since now. What fails here is made up for by the
/// next look at the keys.
pub(super) async fn tend_keys(services: &Services) {
    if let Err(error) = services.key_keeper().tend(Order::Scheduled).await {
        tracing::warn!(%error, "signing keys for a changed client come later");
    }
}

/// All clients in the order of their ids.
pub async fn list(desk: &Desk<'_>) -> Result<Vec<Client>, ClientsError> {
    desk.may(Operation::ReadClients, Target::Deployment)?;
    Ok(desk.store.clients().await?)
}

/// Clients whose id or name has `part` in it, in the order of their ids.
pub async fn search(
    desk: &Desk<'_>,
    part: &str,
    wanted: &Wanted,
) -> Result<Part<Client>, DeskError> {
    desk.may(Operation::ReadClients, Target::Deployment)?;
    check_search(part)?;
    let (after, limit): (Option<ClientId>, _) = (wanted.place()?, wanted.limit());
    let found = desk
        .store
        .clients_after(part, after.as_ref(), limit)
        .await?;
    Ok(Part::of(found, limit, |client| client.id.clone()))
}

/// The client with this id.
pub async fn show(desk: &Desk<'_>, id: &ClientId) -> Result<Arc<Client>, ClientsError> {
    desk.may(Operation::ReadClients, Target::Deployment)?;
    find(desk, id).await
}

async fn find(services: &Services, id: &ClientId) -> Result<Arc<Client>, ClientsError> {
    let client = services.store.client(id).await?;
    client.ok_or_else(|| ClientsError::Unknown(id.clone()))
}

/// Removes a client that is still as it was `seen`, with its consents and tokens.
pub async fn remove(
    desk: &Desk<'_>,
    id: &ClientId,
    seen: Option<&Version>,
) -> Result<(), ClientsError> {
    desk.may(Operation::EditClients, Target::Deployment)?;
    delete(desk, id, seen, desk.event("client.removed")).await
}

/// As [`remove`], for whoever may: an operator, or the client itself. Writes `event` down with it.
/// Whether the client is as it was seen is decided by the write itself.
pub(super) async fn delete(
    services: &Services,
    id: &ClientId,
    seen: Option<&Version>,
    event: Event,
) -> Result<(), ClientsError> {
    let store = services.recording(event.client(id));
    for _ in 0..TRIES {
        let client = find(services, id).await?;
        if client.origin == ClientOrigin::Demo {
            return Err(ClientsError::BuiltIn(id.clone()));
        }
        is_as_seen(&client, seen)?;
        let write = Write::RemoveClient(Box::new(Client::clone(&client)));
        match store.write_all(vec![write], services.now()).await {
            Err(StoreError::Stale) => {}
            done => {
                done?;
                tracing::info!(event = "client_removed", client_id = %id);
                tend_keys(services).await;
                return Ok(());
            }
        }
    }
    Err(ClientsError::Stale)
}

#[cfg(test)]
mod tests;
