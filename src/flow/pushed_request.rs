//! Pushed authorization requests (RFC 9126). The request is checked when it is pushed, and travels
//! sealed in its own `request_uri`: nothing is kept until it is answered.

use super::authorize::hinted_subject;
use super::client_auth::{self, ClientRequest};
use super::request_object::{self, Refused};
use super::{Failure, Services, discovery};
use crate::clock::Timestamp;
use crate::entropy;
use crate::keys::{MacPurpose, Purpose};
use crate::model::Client;
use crate::oidc::authorization_request;
use crate::oidc::{AuthorizationRequest, ClientId, ErrorCode, OAuthError, Parameters};
use crate::store::StoreError;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Where requests are pushed to, below the issuer.
pub const PATH: &str = "/par";

/// How every `request_uri` begins that was made here (§2.2).
const PREFIX: &str = "urn:ietf:params:oauth:request_uri:";
/// How long an authorization may be started with it.
const LIFETIME: Duration = Duration::from_secs(90);
/// Longest `request_uri`: it has to fit into a URL.
const LONGEST: usize = 5 * 1024;
/// Parameters of the client's authentication, which are no part of the request.
const AUTHENTICATION: [&str; 3] = ["client_secret", "client_assertion", "client_assertion_type"];

/// A request that was found valid when it was pushed.
#[derive(Debug, Serialize, Deserialize)]
pub struct PushedRequest {
    /// What is used up.
    pub ticket: Ticket,
    /// The request.
    pub request: AuthorizationRequest,
    /// Whom `id_token_hint` named.
    pub hinted_subject: Option<String>,
}

/// What makes a pushed request the one it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    id: [u8; 16],
    expires_at: Timestamp,
}

/// The answer (§2.2).
#[derive(Debug, Serialize)]
pub struct Pushed {
    /// What to start the authorization with.
    pub request_uri: String,
    /// How many seconds that is possible.
    pub expires_in: u64,
}

/// Takes a request.
pub async fn push(services: &Services, request: &ClientRequest<'_>) -> Result<Pushed, Failure> {
    request.parameters.refuse_repetitions()?;
    let client = client_auth::authenticate(services, request).await?;
    if request.parameters.get("request_uri")?.is_some() {
        let description = "request_uri has no place in a pushed request";
        return Err(Failure::refused(ErrorCode::InvalidRequest, description));
    }
    let outside = own_parameters(request.parameters, &client.id)?;
    let inside = request_object::read(services, &client, &outside).await?;
    let parameters = inside.as_ref().unwrap_or(&outside);
    let pushed = PushedRequest {
        ticket: Ticket {
            id: entropy::bytes(services.entropy.as_ref()),
            expires_at: services.now().plus(LIFETIME),
        },
        request: validate(services, parameters, &client)?,
        hinted_subject: hinted_subject(services, parameters)?,
    };
    let context = client.id.as_str().as_bytes();
    let sealed = services.seal(Purpose::PushedRequest, context, &pushed)?;
    let request_uri = format!("{PREFIX}{sealed}");
    if request_uri.len() > LONGEST {
        let description = "the request is too large to be pushed";
        return Err(Failure::refused(ErrorCode::InvalidRequest, description));
    }
    Ok(Pushed {
        request_uri,
        expires_in: LIFETIME.as_secs(),
    })
}

fn own_parameters(parameters: &Parameters, id: &ClientId) -> Result<Parameters, Failure> {
    let own = parameters.without(|name| AUTHENTICATION.contains(&name));
    if own.get("client_id")?.is_some() {
        return Ok(own);
    }
    let named = vec![("client_id".to_owned(), id.as_str().to_owned())];
    let named = Parameters::from_pairs(named);
    Ok(own.and(named.map_err(|_| Failure::Internal("a client_id is no parameter"))?))
}

/// Everything that the authorization endpoint would refuse is refused here (§2.1).
fn validate(
    services: &Services,
    parameters: &Parameters,
    client: &Client,
) -> Result<AuthorizationRequest, Failure> {
    let destination = authorization_request::destination(parameters, &client.metadata);
    let destination = destination.map_err(|why| OAuthError {
        code: ErrorCode::InvalidRequest,
        description: why.to_string().into(),
    })?;
    let id = client.id.clone();
    let served = discovery::response_types(&services.config);
    let request =
        AuthorizationRequest::validate(parameters, id, &client.metadata, &destination, served);
    Ok(request?)
}

/// Whether `uri` is, by its form, one that was made here.
pub fn is_pushed(uri: &str) -> bool {
    uri.starts_with(PREFIX)
}

/// The request that `client` pushed, as long as it can be started with (protocol 75).
pub async fn take(
    services: &Services,
    client: &Client,
    uri: &str,
) -> Result<Result<PushedRequest, Refused>, StoreError> {
    let refused = |detail: &str| {
        let description = "request_uri is unknown, expired, used, or another client's";
        Ok(Err(Refused::new(
            ErrorCode::InvalidRequestUri,
            description,
            detail,
        )))
    };
    let sealed = uri.strip_prefix(PREFIX).unwrap_or_default();
    let context = client.id.as_str().as_bytes();
    let opened = services.open::<PushedRequest>(Purpose::PushedRequest, context, sealed);
    let Some(pushed) = opened else {
        return refused("not sealed here for this client");
    };
    if services.now() >= pushed.ticket.expires_at {
        return refused("expired");
    }
    if !client
        .metadata
        .has_redirect_uri(&pushed.request.redirect_uri)
    {
        return refused("the redirect URI is not registered any more");
    }
    let key = spent_key(services, &pushed.ticket);
    if services.store.is_spent(key).await? {
        return refused("used before");
    }
    Ok(Ok(pushed))
}

/// Uses a pushed request up, as its authorization is answered; tells whether it was there to be used. A
/// sign-in that was started with it keeps its own time, and so long the use is remembered.
pub async fn use_up(services: &Services, ticket: &Ticket) -> Result<bool, StoreError> {
    let until = ticket.expires_at.plus(services.config.lifetimes.sign_in);
    let key = spent_key(services, ticket);
    services.store.spend(key, until).await
}

fn spent_key(services: &Services, ticket: &Ticket) -> [u8; 32] {
    let parts: [&[u8]; 2] = [b"pushed request", &ticket.id];
    services.seals.mac(MacPurpose::SpentKey, &parts)
}
