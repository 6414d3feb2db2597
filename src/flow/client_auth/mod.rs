//! Client authentication (RFC 6749 §2.3): one file a method, named in [`METHODS`].

mod client_secret_basic;
mod client_secret_post;
mod none;

use super::{Failure, Services};
use crate::model::Client;
use crate::oidc::client_metadata::ClientAuthMethod;
use crate::oidc::{ClientId, ErrorCode, OAuthError, Parameters};
use crate::secret::{Secret, same_bytes};
use std::ops::Deref;
use std::sync::Arc;

/// Every method that works; discovery reads it too.
pub static METHODS: &[&dyn Method] = &[
    &client_secret_basic::ClientSecretBasic,
    &client_secret_post::ClientSecretPost,
    &none::None,
];

/// A way for a client to prove who it is.
pub trait Method: Sync {
    /// Its name in metadata.
    fn method(&self) -> ClientAuthMethod;

    /// What a request offers by this method, if it uses it.
    fn offered(&self, request: &ClientRequest<'_>) -> Result<Option<Offered>, OAuthError>;
}

/// A request of a client to an endpoint that it calls itself.
#[derive(Clone, Copy, Debug)]
pub struct ClientRequest<'a> {
    /// The value of the `Authorization` header.
    pub authorization: Option<&'a str>,
    /// The form.
    pub parameters: &'a Parameters,
}

/// What a client offers as proof.
#[derive(Debug)]
pub struct Offered {
    method: ClientAuthMethod,
    /// Readings of the credentials; the first that fits counts.
    readings: Vec<(ClientId, Option<Secret<String>>)>,
}

/// A client that has proven who it is. Comes from [`authenticate`] only.
#[derive(Clone, Debug)]
pub struct VerifiedClient(Arc<Client>);

impl Deref for VerifiedClient {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.0
    }
}

/// Finds out which client sends `request`.
///
/// # Errors
/// `invalid_request` for two methods at once or ids that differ, `invalid_client` for everything
/// else, in the same words for an unknown client and a wrong secret (security C2).
pub async fn authenticate(
    services: &Services,
    request: &ClientRequest<'_>,
) -> Result<VerifiedClient, Failure> {
    let offered = the_one_offer(request)?;
    let mut why = "no client is registered under this client_id";
    for (id, secret) in &offered.readings {
        let Some(client) = services.store.client(id).await? else {
            // The same work as for a client that exists.
            let _ = secret
                .as_ref()
                .map(|secret| services.seals.client_secret_hash(secret.expose()));
            continue;
        };
        match check(services, &client, offered.method, secret.as_ref()) {
            Ok(()) => return Ok(VerifiedClient(client)),
            Err(reason) => why = reason,
        }
    }
    let ids: Vec<_> = offered.readings.iter().map(|(id, _)| id.as_str()).collect();
    let detail = format!("{why}; client_id {ids:?} by {}", offered.method.as_str());
    Err(refused(detail))
}

fn check(
    services: &Services,
    client: &Client,
    method: ClientAuthMethod,
    secret: Option<&Secret<String>>,
) -> Result<(), &'static str> {
    let right = match (secret, &client.secret_hash) {
        (Some(secret), Some(expected)) => {
            let hash = services.seals.client_secret_hash(secret.expose());
            same_bytes(&hash.0, &expected.0)
        }
        (None, _) => true,
        (Some(_), None) => false,
    };
    if client.metadata.token_endpoint_auth_method != method {
        return Err("the client is registered for another token_endpoint_auth_method");
    }
    if right {
        Ok(())
    } else {
        Err("the secret is wrong")
    }
}

fn the_one_offer(request: &ClientRequest<'_>) -> Result<Offered, Failure> {
    let mut offers = Vec::new();
    for method in METHODS {
        offers.extend(method.offered(request)?);
    }
    // Every request with a `client_id` offers `none`; it counts when there is nothing else.
    if offers.len() > 1 {
        offers.retain(|offer| offer.method != ClientAuthMethod::None);
    }
    let mut offers = offers.into_iter();
    match (offers.next(), offers.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(refused(
            "no client authentication in the request".to_owned(),
        )),
        (Some(_), Some(_)) => Err(Failure::refused(
            ErrorCode::InvalidRequest,
            "more than one client authentication method is used",
        )),
    }
}

fn refused(detail: String) -> Failure {
    Failure::explained(
        ErrorCode::InvalidClient,
        "client authentication failed",
        detail,
    )
}
