//! The deployment that a command works on.

use super::operator::Operator;
use super::output;
use super::setting_flags::SharedFlags;
use crate::admin::Desk;
use crate::clock::SystemClock;
use crate::config::{Config, Sources};
use crate::deployment;
use crate::entropy::SystemEntropy;
use crate::flow::Services;
use crate::logging;
use anyhow::bail;
use std::sync::Arc;

/// The deployment that the flags, the environment and the settings file name, or a server elsewhere.
pub struct Deployment(SharedFlags);

impl Deployment {
    /// The deployment that `flags` lead to.
    pub const fn new(flags: SharedFlags) -> Self {
        Self(flags)
    }

    /// Whether it is at a server elsewhere.
    pub const fn is_elsewhere(&self) -> bool {
        self.0.access.is_some()
    }

    /// Does what a command does by calls of the API, here or elsewhere.
    pub async fn operate<T>(
        &self,
        work: impl AsyncFnOnce(&Operator) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let operator = match &self.0.access {
            Some(access) => Operator::there(access).await?,
            None => Operator::here(self.open().await?).await?,
        };
        let done = work(&operator).await;
        operator.leave().await;
        done
    }

    /// Does what a command does that has no call of the API, at the desk of whoever has the machine.
    pub async fn at_desk<T>(
        &self,
        work: impl AsyncFnOnce(&Desk<'_>) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        // It is large, and the commands wait around it.
        let services = Box::pin(self.open()).await.map(Box::new)?;
        let done = work(&Desk::command_line(&services)).await;
        services.store.close().await;
        done
    }

    /// The sources of its settings, under `flags`.
    pub fn sources(&self, flags: Vec<(String, String)>) -> anyhow::Result<Sources> {
        if let Some(access) = &self.0.access {
            bail!(
                "this works on the machine that Signet runs on, not by --server {}: run it there",
                access.server
            );
        }
        let shared = self.0.settings.iter().cloned();
        let flags = shared.chain(flags).collect();
        Ok(Sources::collect(self.0.config.clone(), flags)?)
    }

    /// Its settings, without any of `serve`'s flags.
    pub fn config(&self) -> anyhow::Result<Config> {
        Ok(Config::load(self.sources(Vec::new())?)?)
    }

    /// Opens it for a command other than `serve`. Whoever runs a command in the wrong folder is
    /// told that there was nothing.
    pub async fn open(&self) -> anyhow::Result<Services> {
        let config = self.config()?;
        logging::init_quiet();
        let folder = config.data_dir.clone();
        let is_new = deployment::is_new(&config);
        let services = open(config).await?;
        if is_new {
            output::warning(&format!(
                "there was no deployment in {}; a new one was made there (setting data_dir)",
                folder.display()
            ));
        }
        Ok(services)
    }
}

/// Opens the deployment of `config` with the clock and randomness of this machine.
pub async fn open(config: Config) -> anyhow::Result<Services> {
    deployment::open(config, Arc::new(SystemClock), Arc::new(SystemEntropy)).await
}
