//! `none`: a public client says who it is (RFC 7591 §2).

use super::{ClientRequest, Method, Offered, Proof};
use crate::oidc::client_metadata::ClientAuthMethod;
use crate::oidc::{ClientId, OAuthError};

/// The id in the form and no proof.
pub struct None;

impl Method for None {
    fn method(&self) -> ClientAuthMethod {
        ClientAuthMethod::None
    }

    fn offered(&self, request: &ClientRequest<'_>) -> Result<Option<Offered>, OAuthError> {
        let id = request.parameters.get("client_id")?;
        let id = id.and_then(|id| ClientId::try_from(id).ok());
        Ok(id.map(|id| Offered {
            method: self.method(),
            readings: vec![(id, Proof::None)],
        }))
    }
}
