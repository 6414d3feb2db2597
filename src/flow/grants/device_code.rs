//! `urn:ietf:params:oauth:grant-type:device_code` (RFC 8628 §3.4, §3.5).

use super::authorization_code::redeem;
use super::{GrantRequest, GrantType, invalid_grant};
use crate::flow::code::AuthorizationCode;
use crate::flow::device::DeviceCode;
use crate::flow::{Failure, Services};
use crate::model::{Approval, DeviceGrant, DeviceState};
use crate::oidc::ErrorCode;
use crate::oidc::claims_request::RequestedClaims;
use crate::oidc::tokens::TokenResponse;
use async_trait::async_trait;

/// Its name.
pub const NAME: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// Tells a device how far the person has come, in the end with tokens.
pub struct DeviceCodeGrant;

#[async_trait]
impl GrantType for DeviceCodeGrant {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn exchange(
        &self,
        services: &Services,
        request: GrantRequest<'_>,
    ) -> Result<TokenResponse, Failure> {
        let code = request.required("device_code", "device_code is missing")?;
        let code = DeviceCode::open(services, code)
            .ok_or(invalid_grant("the device code was not issued here"))?;
        if request.now >= code.expires_at {
            return Err(Failure::refused(
                ErrorCode::ExpiredToken,
                "the device code has expired",
            ));
        }
        let device = services.store.device(code.id).await?;
        // Security B16: bound to its client.
        let device = device
            .filter(|device| device.client_id == request.client.id)
            .ok_or(invalid_grant("the device code is not the client's"))?;
        match &device.state {
            DeviceState::Pending => Err(pending(services, &request, &device).await?),
            DeviceState::Denied => Err(Failure::refused(
                ErrorCode::AccessDenied,
                "the person did not allow it",
            )),
            DeviceState::Approved(by) => {
                let redeemable = as_code(&device, by.clone());
                redeem(services, request, redeemable).await
            }
        }
    }
}

async fn pending(
    services: &Services,
    request: &GrantRequest<'_>,
    device: &DeviceGrant,
) -> Result<Failure, Failure> {
    let too_fast = services.store.poll_device(device.id, request.now).await?;
    Ok(if too_fast {
        let description = "wait five seconds longer between requests";
        Failure::refused(ErrorCode::SlowDown, description)
    } else {
        let description = "the person has not decided yet";
        Failure::refused(ErrorCode::AuthorizationPending, description)
    })
}

/// What was allowed, as a code that was issued for it would hold it.
fn as_code(device: &DeviceGrant, by: Approval) -> AuthorizationCode {
    AuthorizationCode {
        id: device.id,
        client_id: device.client_id.clone(),
        user_id: by.user_id,
        session_id: by.session_id,
        redirect_uri: String::new(),
        scope: device.scope.clone(),
        claims: RequestedClaims::default(),
        nonce: None,
        code_challenge: None,
        auth_time: by.auth_time,
        acr: by.acr,
        amr: by.amr,
        expires_at: device.expires_at,
        trace: None,
    }
}
