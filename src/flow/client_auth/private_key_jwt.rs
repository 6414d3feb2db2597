//! `private_key_jwt` (OpenID Connect Core §9, RFC 7523 §2.2).

use super::{ClientRequest, Method, Offered, assertion};
use crate::flow::Services;
use crate::flow::client_keys::{self, Unverified};
use crate::jose::Jws;
use crate::model::Client;
use crate::oidc::OAuthError;
use crate::oidc::client_assertion::algorithms;
use crate::oidc::client_metadata::ClientAuthMethod;

/// A JWT under one of the client's own keys.
pub struct PrivateKeyJwt;

impl Method for PrivateKeyJwt {
    fn method(&self) -> ClientAuthMethod {
        ClientAuthMethod::PrivateKeyJwt
    }

    fn offered(&self, request: &ClientRequest<'_>) -> Result<Option<Offered>, OAuthError> {
        assertion::offered(request, self.method())
    }
}

/// Proves that the client signed it.
pub(super) async fn verify(
    services: &Services,
    client: &Client,
    jws: &Jws<'_>,
) -> Result<(), Unverified> {
    let allowed = algorithms(&client.metadata, ClientAuthMethod::PrivateKeyJwt);
    client_keys::verify(services, client, jws, &allowed).await
}
