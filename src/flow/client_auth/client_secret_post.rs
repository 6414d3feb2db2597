//! `client_secret_post` (RFC 6749 §2.3.1).

use super::{ClientRequest, Method, Offered, Proof};
use crate::oidc::client_metadata::ClientAuthMethod;
use crate::oidc::{ClientId, ErrorCode, OAuthError};
use crate::secret::Secret;

/// Id and secret in the form.
pub struct ClientSecretPost;

impl Method for ClientSecretPost {
    fn method(&self) -> ClientAuthMethod {
        ClientAuthMethod::ClientSecretPost
    }

    fn offered(&self, request: &ClientRequest<'_>) -> Result<Option<Offered>, OAuthError> {
        let Some(secret) = request.parameters.get("client_secret")? else {
            return Ok(None);
        };
        let id = request.parameters.get("client_id")?.ok_or(OAuthError::new(
            ErrorCode::InvalidRequest,
            "client_secret without client_id",
        ))?;
        let readings = ClientId::try_from(id).into_iter();
        Ok(Some(Offered {
            method: self.method(),
            readings: readings
                .map(|id| (id, Proof::Secret(Secret::new(secret.to_owned()))))
                .collect(),
        }))
    }
}
