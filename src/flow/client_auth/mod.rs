//! Client authentication (RFC 6749 §2.3): one file a method, named in [`METHODS`].

mod assertion;
mod client_secret_basic;
mod client_secret_jwt;
mod client_secret_post;
mod none;
mod private_key_jwt;

use super::{Failure, Services};
use crate::jose::Jws;
use crate::model::Client;
use crate::oidc::client_metadata::ClientAuthMethod;
use crate::oidc::{ClientId, ErrorCode, OAuthError, Parameters};
use crate::secret::{Secret, same_bytes};
use std::net::IpAddr;
use std::ops::Deref;
use std::sync::Arc;

/// Every method that works; discovery reads it too.
pub static METHODS: &[&dyn Method] = &[
    &client_secret_basic::ClientSecretBasic,
    &client_secret_post::ClientSecretPost,
    &client_secret_jwt::ClientSecretJwt,
    &private_key_jwt::PrivateKeyJwt,
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
    /// The path of the endpoint, below the issuer.
    pub path: &'static str,
    /// Where the request comes from.
    pub address: IpAddr,
}

/// What a client offers as proof.
#[derive(Debug)]
pub struct Offered {
    method: ClientAuthMethod,
    /// Readings of the credentials; the first that fits counts.
    readings: Vec<(ClientId, Proof)>,
}

/// What is to prove that a client is the one it names.
#[derive(Debug)]
pub enum Proof {
    /// Nothing.
    None,
    /// Its secret.
    Secret(Secret<String>),
    /// A JWT that it signed.
    Assertion(Secret<String>),
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
    let mut why = None;
    for (id, proof) in &offered.readings {
        let Some(client) = services.store.client(id).await? else {
            // The same work as for a client that exists.
            if let Proof::Secret(secret) = proof {
                let _ = services.seals.client_secret_hash(secret.expose());
            }
            continue;
        };
        let outcome = match proof {
            Proof::Assertion(jwt) => {
                check_assertion(services, request, &client, offered.method, jwt.expose()).await?
            }
            Proof::Secret(secret) => check_secret(services, &client, offered.method, secret),
            Proof::None => check_method(&client, offered.method),
        };
        match outcome {
            Ok(()) => return Ok(VerifiedClient(client)),
            Err(reason) => why = Some(reason),
        }
    }
    let ids: Vec<_> = offered.readings.iter().map(|(id, _)| id.as_str()).collect();
    let why = why.as_deref();
    let why = why.unwrap_or("no client is registered under this client_id");
    let detail = format!("{why}; client_id {ids:?} by {}", offered.method.as_str());
    Err(refused(detail))
}

fn check_method(client: &Client, method: ClientAuthMethod) -> Result<(), String> {
    let registered = client.metadata.token_endpoint_auth_method == method;
    let why = "the client is registered for another token_endpoint_auth_method";
    registered.then_some(()).ok_or_else(|| why.to_owned())
}

fn check_secret(
    services: &Services,
    client: &Client,
    method: ClientAuthMethod,
    secret: &Secret<String>,
) -> Result<(), String> {
    let hash = services.seals.client_secret_hash(secret.expose());
    let expected = client.secret_hash;
    let right = expected.is_some_and(|expected| same_bytes(&hash.0, &expected.0));
    check_method(client, method)?;
    let why = "the secret is wrong";
    right.then_some(()).ok_or_else(|| why.to_owned())
}

async fn check_assertion(
    services: &Services,
    request: &ClientRequest<'_>,
    client: &Client,
    method: ClientAuthMethod,
    jwt: &str,
) -> Result<Result<(), String>, Failure> {
    if let Err(why) = check_method(client, method) {
        return Ok(Err(why));
    }
    let jws = match Jws::parse(jwt) {
        Ok(jws) => jws,
        Err(why) => return Ok(Err(why.to_string())),
    };
    let proven = if method == ClientAuthMethod::ClientSecretJwt {
        client_secret_jwt::verify(services, client, &jws)
    } else {
        let verified = private_key_jwt::verify(services, client, &jws).await;
        verified.map_err(|why| why.to_string())
    };
    match proven {
        Ok(()) => assertion::accept(services, request, client, &jws).await,
        Err(why) => Ok(Err(why)),
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
