//! A deployment in a temporary folder, with cheap passwords.

use super::{Actor, Desk};
use crate::clock::{ManualClock, Timestamp};
use crate::config::{Config, Sources};
use crate::deployment;
use crate::entropy::SystemEntropy;
use crate::flow::Services;
use crate::model::{Role, UserId};
use std::sync::Arc;
use tempfile::TempDir;
use uuid::Uuid;

/// An open deployment and the folder it lies in.
pub(super) struct Deployment {
    pub services: Services,
    pub folder: TempDir,
    pub clock: Arc<ManualClock>,
}

impl Deployment {
    pub async fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let mut config = Config::load(Sources::default()).unwrap();
        config.data_dir = folder.path().join("data");
        config.keys_dir = folder.path().join("keys");
        (config.passwords.memory_kib, config.passwords.passes) = (64, 2);
        let clock = Arc::new(ManualClock::at(Timestamp(1_800_000_000)));
        let services = deployment::open(config, clock.clone(), Arc::new(SystemEntropy)).await;
        Self {
            services: services.unwrap(),
            folder,
            clock,
        }
    }

    /// That of whoever has the machine.
    pub fn desk(&self) -> Desk<'_> {
        Desk::command_line(&self.services)
    }

    /// That of a person with `role`.
    pub fn desk_of(&self, role: Role) -> Desk<'_> {
        let actor = Actor::Person {
            id: UserId(Uuid::from_u128(2)),
            name: "eve".into(),
            roles: vec![role],
        };
        Desk::of(&self.services, actor)
    }
}
