//! Grants: one file each, named in [`GRANTS`].

mod authorization_code;
mod client_credentials;
pub mod device_code;
mod refresh_token;

pub use refresh_token::usable;

use super::authorize::NOT_ADMITTED;
use super::client_auth::VerifiedClient;
use super::{Failure, Services};
use crate::clock::Timestamp;
use crate::model::User;
use crate::oidc::tokens::TokenResponse;
use crate::oidc::{ErrorCode, Parameters};
use async_trait::async_trait;

/// Every grant that works; discovery reads it too.
pub static GRANTS: &[&dyn GrantType] = &[
    &authorization_code::AuthorizationCodeGrant,
    &refresh_token::RefreshTokenGrant,
    &client_credentials::ClientCredentialsGrant,
    &device_code::DeviceCodeGrant,
];

/// A way to get tokens.
#[async_trait]
pub trait GrantType: Sync {
    /// The value of `grant_type`.
    fn name(&self) -> &'static str;

    /// Checks what the client brings and answers with tokens.
    async fn exchange(
        &self,
        services: &Services,
        request: GrantRequest<'_>,
    ) -> Result<TokenResponse, Failure>;
}

/// A token request whose client is known and may use the grant.
#[derive(Clone, Copy)]
pub struct GrantRequest<'a> {
    /// Who asks.
    pub client: &'a VerifiedClient,
    /// What it brings.
    pub parameters: &'a Parameters,
    /// The second in which it is answered.
    pub now: Timestamp,
}

impl<'a> GrantRequest<'a> {
    /// A parameter that must be there.
    fn required(&self, name: &'static str, missing: &'static str) -> Result<&'a str, Failure> {
        let value = self.parameters.get(name)?;
        value.ok_or(Failure::refused(ErrorCode::InvalidRequest, missing))
    }
}

fn invalid_grant(description: &'static str) -> Failure {
    Failure::refused(ErrorCode::InvalidGrant, description)
}

/// The person is, or is by now, in none of the groups that may use the client.
fn not_admitted(user: &User) -> Failure {
    let who = format!("{} ({})", user.username.display, user.id);
    Failure::explained(ErrorCode::InvalidGrant, NOT_ADMITTED, who)
}
