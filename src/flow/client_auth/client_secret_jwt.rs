//! `client_secret_jwt` (OpenID Connect Core §9, RFC 7523 §2.2).

use super::{ClientRequest, Method, Offered, assertion};
use crate::flow::Services;
use crate::jose::Jws;
use crate::keys::Purpose;
use crate::model::Client;
use crate::oidc::OAuthError;
use crate::oidc::client_assertion::algorithms;
use crate::oidc::client_metadata::ClientAuthMethod;
use zeroize::Zeroizing;

/// A JWT under the client's secret.
pub struct ClientSecretJwt;

impl Method for ClientSecretJwt {
    fn method(&self) -> ClientAuthMethod {
        ClientAuthMethod::ClientSecretJwt
    }

    fn offered(&self, request: &ClientRequest<'_>) -> Result<Option<Offered>, OAuthError> {
        assertion::offered(request, self.method())
    }
}

/// Proves that whoever has the secret signed it.
pub(super) fn verify(services: &Services, client: &Client, jws: &Jws<'_>) -> Result<(), String> {
    let allowed = algorithms(&client.metadata, ClientAuthMethod::ClientSecretJwt);
    if allowed.is_empty() {
        return Err("the client may not use HS256".to_owned());
    }
    let sealed = client.sealed_secret.as_ref();
    let sealed = sealed.ok_or("the client's secret is not kept as a key")?;
    let context = client.id.as_str().as_bytes();
    let secret = services.open::<String>(Purpose::ClientSecret, context, &sealed.0);
    let secret = Zeroizing::new(secret.ok_or("the client's secret does not open")?);
    jws.verify_by_secret(secret.as_bytes())
        .map_err(|error| error.to_string())
}
