//! Devices that wait for somebody to enter their code.

use super::Result;
use crate::clock::Timestamp;
use crate::model::{Approval, DeviceGrant, GrantId, UserCodeHash, UserId};
use async_trait::async_trait;

/// How many devices may wait at once.
#[derive(Clone, Copy, Debug)]
pub struct DeviceCaps {
    /// With the same app.
    pub of_client: u32,
    /// In all.
    pub in_all: u32,
}

/// Whether a device waits now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceBegun {
    /// It does.
    Begun,
    /// Another one has its user code.
    Taken,
    /// Too many do.
    Full,
}

/// Devices that wait for somebody to enter their code.
#[async_trait]
pub trait Devices {
    /// Has a device wait.
    async fn begin_device(
        &self,
        device: DeviceGrant,
        now: Timestamp,
        caps: DeviceCaps,
    ) -> Result<DeviceBegun>;

    /// The device that waits with this user code and on which nobody has decided.
    async fn device_by_user_code(
        &self,
        hash: UserCodeHash,
        now: Timestamp,
    ) -> Result<Option<DeviceGrant>>;

    /// The device, as it is on disk.
    async fn device(&self, id: GrantId) -> Result<Option<DeviceGrant>>;

    /// Devices that this person has allowed and that have yet to fetch their tokens.
    async fn devices_of(&self, user: UserId, now: Timestamp) -> Result<Vec<DeviceGrant>>;

    /// Notes that a device has asked, and tells whether that was too soon; each time makes it wait
    /// five seconds longer (RFC 8628 §3.5).
    async fn poll_device(&self, id: GrantId, now: Timestamp) -> Result<bool>;

    /// Decides once: an approval, or a refusal. Tells whether there was something to decide.
    async fn decide_device(
        &self,
        id: GrantId,
        approval: Option<Approval>,
        now: Timestamp,
    ) -> Result<bool>;
}
