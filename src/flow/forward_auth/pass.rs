//! What a browser holds for a protected site.

use super::Site;
use crate::clock::Timestamp;
use crate::flow::{Failure, Services};
use crate::keys::Purpose;
use crate::model::{SessionId, UserId};
use crate::oidc::ClientId;
use serde::{Deserialize, Serialize};

/// Lets a person into one site, for as long as their session lives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// The app it was given for.
    #[serde(rename = "c")]
    pub client_id: ClientId,
    /// The person.
    #[serde(rename = "u")]
    pub user_id: UserId,
    /// The session.
    #[serde(rename = "b")]
    pub session_id: SessionId,
    /// When the session ends at the latest.
    #[serde(rename = "e")]
    pub expires_at: Timestamp,
}

impl Pass {
    /// The cookie value. It opens nothing on another site.
    pub fn seal(&self, services: &Services, site: &Site) -> Result<String, Failure> {
        services.seal(Purpose::ForwardAuth, &context(site), self)
    }

    /// Opens what [`Pass::seal`] made for the same site and app, unless it has expired.
    pub fn open(services: &Services, site: &Site, sealed: &str) -> Option<Self> {
        let pass: Self = services.open(Purpose::ForwardAuth, &context(site), sealed)?;
        let is_good = pass.client_id == site.client_id && services.now() < pass.expires_at;
        is_good.then_some(pass)
    }
}

fn context(site: &Site) -> Vec<u8> {
    [b"pass\0".as_slice(), site.origin.as_bytes()].concat()
}
