//! `signet setup-link`.

use super::deployment::Deployment;
use super::output;
use crate::flow::setup;
use anyhow::Context;

/// Print the link that creates the first account
///
/// The link works once. It is the same until it is used, so printing it again does no harm;
/// whoever has it can become the owner of this deployment.
#[derive(clap::Args)]
pub struct Args {}

impl Args {
    /// Prints it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let services = deployment.open().await?;
        let link = setup::link(&services).await?;
        services.store.close().await;
        let link = link.context(
            "there is an owner already, so the link has been used: sign in, or give an account \
             a new password with `signet user set-password NAME`",
        )?;
        output::line(&link)
    }
}
