//! The demo's registration.

use crate::flow::Services;
use crate::model::{Client, ClientOrigin};
use crate::oidc::client_metadata::ClientAuthMethod;
use crate::oidc::{ClientId, ClientMetadata, scope};
use crate::store::StoreError;

/// The demo's identifier.
pub const CLIENT_ID: &str = "signet-demo";

/// Makes the demo known where it is switched on, and forgets it where it is not. A client of
/// this name that somebody else made known gives way to the demo, but is not forgotten.
pub async fn register(services: &Services) -> Result<(), StoreError> {
    // A constant that is a client_id, as a test shows.
    let Ok(id) = ClientId::try_from(CLIENT_ID) else {
        return Ok(());
    };
    let known = services.store.client(&id).await?;
    if services.config.demo {
        put(services, id, known.as_deref()).await
    } else if known.is_some_and(|client| client.origin == ClientOrigin::Demo) {
        let now = services.now();
        services.store.remove_client(&id, now).await.map(|_| ())
    } else {
        Ok(())
    }
}

async fn put(services: &Services, id: ClientId, known: Option<&Client>) -> Result<(), StoreError> {
    let metadata = metadata(services);
    let is_so = known.is_some_and(|client| {
        client.origin == ClientOrigin::Demo
            && client.secret_hash.is_none()
            && client.metadata == metadata
    });
    if is_so {
        return Ok(());
    }
    let now = services.now();
    let client = Client {
        id,
        secret_hash: None,
        sealed_secret: None,
        registration_token_hash: None,
        metadata,
        origin: ClientOrigin::Demo,
        created_at: now,
        updated_at: now,
    };
    services.store.put_client(client).await
}

/// A public client that has to ask for consent. It counts as a web app, not as a native one, so
/// that its redirect URI is exact even on loopback addresses.
fn metadata(services: &Services) -> ClientMetadata {
    ClientMetadata {
        redirect_uris: vec![callback(services)],
        post_logout_redirect_uris: vec![home(services)],
        token_endpoint_auth_method: ClientAuthMethod::None,
        grant_types: ["authorization_code", "refresh_token"]
            .map(str::to_owned)
            .to_vec(),
        client_name: Some("Signet demo".to_owned()),
        client_uri: Some(home(services)),
        scope: scope::SUPPORTED.into_iter().collect(),
        ..ClientMetadata::default()
    }
}

/// Where the provider sends its answers.
pub(super) fn callback(services: &Services) -> String {
    format!("{}/callback", home(services))
}

/// Where the demo begins, and where the browser comes back to after a sign-out.
pub(super) fn home(services: &Services) -> String {
    format!("{}/demo", services.issuer().trim_end_matches('/'))
}
