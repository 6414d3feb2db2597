//! Clients that register themselves and manage their registration (RFC 7591, RFC 7592, OpenID Connect
//! Dynamic Client Registration).

mod initial_token;

pub use initial_token::{InitialAccessToken, InitialAccessTokenError};

use super::clients::{self, ClientsError, MetadataError, WantedClient};
use crate::config::Registration;
use crate::entropy;
use crate::fetch;
use crate::flow::{Failure, Services, discovery};
use crate::keys::MacPurpose;
use crate::login::throttle;
use crate::model::{Client, ClientOrigin, EventActor, RegistrationTokenHash};
use crate::oidc::client_metadata::SecurityProfile;
use crate::oidc::registration::{self, Information, check_update, unfit};
use crate::oidc::{ClientId, ClientMetadata, ErrorCode, ResponseType};
use crate::secret::{Secret, same_bytes};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// Where clients register, below the issuer.
pub const PATH: &str = "/register";

/// The counters of registrations are kept for each minute.
const MINUTE: Duration = Duration::from_mins(1);

/// Registers a new client.
///
/// # Errors
/// `invalid_token` without an initial access token where one is needed,
/// `invalid_redirect_uri` and `invalid_client_metadata` for what cannot be registered,
/// and [`Failure::TooMany`] when an address registers too many.
pub async fn register(
    services: &Services,
    bearer: Option<&str>,
    address: IpAddr,
    request: Map<String, Value>,
) -> Result<Map<String, Value>, Failure> {
    let initial = admitted(services, bearer, address).await?;
    // The rules are those of OpenID Connect Core, which self-registering software is written for.
    let usual = ClientMetadata {
        profile: SecurityProfile::Openid,
        require_pkce: services.config.registration_pkce,
        ..ClientMetadata::default()
    };
    let metadata = checked(services, request, &usual).await?;
    if let Some(initial) = initial {
        initial.spend(services).await?;
    }
    let id = clients::new_id(services).map_err(refused)?;
    let wanted = WantedClient {
        id,
        metadata,
        secret: None,
    };
    let token = new_token(services);
    let mut planned = clients::compare(services, wanted).await.map_err(refused)?;
    planned.client.origin = ClientOrigin::Registered;
    planned.client.registration_token_hash = Some(hash(services, &planned.client.id, &token));
    let event = services
        .event("client.registered")
        .by(EventActor::Anonymous);
    let store = services.recording(planned.tell(event));
    clients::save(services, &planned, store.as_ref()).await?;
    clients::tend_keys(services).await;
    let secret = planned.generated_secret.as_ref();
    Ok(information(services, &planned.client, secret, &token))
}

/// What is registered about the client that `bearer` belongs to (RFC 7592 §2.1).
pub async fn read(
    services: &Services,
    id: Option<&str>,
    bearer: Option<&str>,
) -> Result<Map<String, Value>, Failure> {
    let (client, token) = own_client(services, id, bearer).await?;
    Ok(information(services, &client, None, &token))
}

/// Replaces what is registered (RFC 7592 §2.2), but for what an operator has said of the client
/// (security K7).
pub async fn update(
    services: &Services,
    id: Option<&str>,
    bearer: Option<&str>,
    request: Map<String, Value>,
) -> Result<Map<String, Value>, Failure> {
    let (client, token) = own_client(services, id, bearer).await?;
    let is_secret = |secret: &str| {
        let given = services.seals.client_secret_hash(secret);
        client
            .secret_hash
            .is_some_and(|kept| same_bytes(&kept.0, &given.0))
    };
    check_update(&request, &client.id, is_secret)?;
    let wanted = WantedClient {
        id: client.id.clone(),
        metadata: checked(services, request, &client.metadata).await?,
        secret: None,
    };
    let planned = clients::compare(services, wanted).await.map_err(refused)?;
    // What an operator has said since the client was looked at is not undone.
    if planned.stored.as_ref() != Some(client.as_ref()) {
        return Err(refused(ClientsError::Stale));
    }
    let event = services.event("client.changed");
    let event = event.by(EventActor::Client(client.id.clone()));
    let store = services.recording(planned.tell(event));
    if clients::save(services, &planned, store.as_ref()).await? {
        clients::tend_keys(services).await;
    }
    let secret = planned.generated_secret.as_ref();
    Ok(information(services, &planned.client, secret, &token))
}

/// Removes the client with its tokens and consents (RFC 7592 §2.3).
pub async fn delete(
    services: &Services,
    id: Option<&str>,
    bearer: Option<&str>,
) -> Result<(), Failure> {
    let (client, _) = own_client(services, id, bearer).await?;
    let event = services.event("client.removed");
    let event = event.by(EventActor::Client(client.id.clone()));
    let deleted = clients::delete(services, &client.id, None, event).await;
    deleted.map_err(refused)
}

/// Whether somebody may register now: with an initial access token, or so many from one address.
async fn admitted(
    services: &Services,
    bearer: Option<&str>,
    address: IpAddr,
) -> Result<Option<InitialAccessToken>, Failure> {
    let initial = match bearer {
        Some(token) => Some(InitialAccessToken::open(services, token).await?),
        None if services.config.registration == Registration::Open => None,
        None => return Err(invalid_token("no initial access token in the request")),
    };
    if initial.is_none() {
        count(services, address).await?;
    }
    Ok(initial)
}

async fn count(services: &Services, address: IpAddr) -> Result<(), Failure> {
    let mac = |parts: &[&[u8]]| services.seals.mac(MacPurpose::AttemptKey, parts);
    let now = services.now();
    let minute = now.0.div_euclid(60).to_be_bytes();
    let address = throttle::address_key(&mac, address);
    let key = mac(&[b"registrations", &address, &minute]);
    let before = services.store.count_attempt(key, now, MINUTE).await?;
    if before.failures >= i64::from(services.config.registration_limit) {
        return Err(Failure::TooMany(MINUTE));
    }
    Ok(())
}

/// The metadata of a request, if it can be registered, with what only operators say as in `kept`.
async fn checked(
    services: &Services,
    request: Map<String, Value>,
    kept: &ClientMetadata,
) -> Result<ClientMetadata, Failure> {
    let metadata = registration::metadata(request, kept)?;
    clients::validate(&metadata).map_err(|errors| unfit_metadata(&errors))?;
    let served = discovery::response_types(&services.config);
    let is_served = |name: &String| {
        name.parse::<ResponseType>()
            .is_ok_and(|one| served.contains(&one))
    };
    if !metadata.response_types.iter().all(is_served) {
        return Err(unfit("response_types").into());
    }
    if let Some(uri) = &metadata.sector_identifier_uri {
        sector(services, uri, &metadata.redirect_uris).await?;
    }
    Ok(metadata)
}

/// The document of a sector lists every redirect URI of its clients (OpenID Connect Dynamic Client
/// Registration §5).
async fn sector(services: &Services, uri: &str, redirect_uris: &[String]) -> Result<(), Failure> {
    let refused = |detail: String| Failure::Refused {
        error: unfit("sector_identifier_uri"),
        detail,
    };
    let document = services.fetcher.get_anew(uri, fetch::JSON).await;
    let document = document.map_err(|why| refused(why.to_string()))?;
    let listed: Vec<String> = serde_json::from_slice(&document.body)
        .map_err(|_| refused("the document is no list of addresses".to_owned()))?;
    match redirect_uris.iter().find(|uri| !listed.contains(uri)) {
        None => Ok(()),
        Some(missing) => Err(refused(format!("the document does not list {missing:?}"))),
    }
}

fn unfit_metadata(errors: &[MetadataError]) -> Failure {
    let member = errors.first().map(MetadataError::member);
    let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
    Failure::Refused {
        error: unfit(&member.unwrap_or_default()),
        detail: lines.join("; "),
    }
}

/// What the core of clients could not do. What a client sent has been checked before.
fn refused(error: ClientsError) -> Failure {
    match error {
        ClientsError::Metadata(errors) => unfit_metadata(&errors),
        ClientsError::Store(error) => error.into(),
        error => {
            let description = "the metadata cannot be registered";
            Failure::explained(
                ErrorCode::InvalidClientMetadata,
                description,
                error.to_string(),
            )
        }
    }
}

fn invalid_token(why: &'static str) -> Failure {
    let description = "the access token is missing or not valid for this";
    Failure::explained(ErrorCode::InvalidToken, description, why)
}

fn new_token(services: &Services) -> Secret<String> {
    let bytes: [u8; 32] = entropy::bytes(services.entropy.as_ref());
    Secret::new(BASE64URL_NOPAD.encode(&bytes))
}

fn hash(services: &Services, id: &ClientId, token: &Secret<String>) -> RegistrationTokenHash {
    let parts = [id.as_str().as_bytes(), token.expose().as_bytes()];
    let hash = services.seals.mac(MacPurpose::RegistrationToken, &parts);
    RegistrationTokenHash(hash)
}

/// The client `id`, if `bearer` is its registration access token (security K10).
async fn own_client(
    services: &Services,
    id: Option<&str>,
    bearer: Option<&str>,
) -> Result<(Arc<Client>, Secret<String>), Failure> {
    let token = bearer.ok_or_else(|| invalid_token("no registration access token"))?;
    let token = Secret::new(token.to_owned());
    let id = id.and_then(|id| ClientId::try_from(id).ok());
    let id = id.ok_or_else(|| invalid_token("no client_id"))?;
    let given = hash(services, &id, &token);
    let client = services.store.client(&id).await?;
    let client = client.filter(|client| {
        let kept = client.registration_token_hash;
        kept.is_some_and(|kept| same_bytes(&kept.0, &given.0))
    });
    let client = client.ok_or_else(|| invalid_token("no such client, or another's token"))?;
    Ok((client, token))
}

fn information(
    services: &Services,
    client: &Client,
    secret: Option<&Secret<String>>,
    token: &Secret<String>,
) -> Map<String, Value> {
    let issuer = services.issuer().trim_end_matches('/');
    let query: String = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", client.id.as_str())
        .finish();
    let information = Information {
        id: &client.id,
        issued_at: client.created_at,
        metadata: &client.metadata,
        secret: secret.map(|secret| secret.expose().as_str()),
        uri: &format!("{issuer}{PATH}?{query}"),
        token: token.expose(),
    };
    information.json()
}
