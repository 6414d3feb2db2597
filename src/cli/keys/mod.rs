//! `signet keys`.

mod list;
mod rotate;

use super::deployment::Deployment;
use crate::admin::Desk;

/// List the keys that sign tokens, and replace them
#[derive(clap::Subcommand)]
pub enum Command {
    List(list::Args),
    Rotate(rotate::Args),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let services = deployment.open().await?;
        let desk = Desk::command_line(&services);
        let done = match self {
            Self::List(args) => args.run(&desk).await,
            Self::Rotate(args) => args.run(&desk).await,
        };
        services.store.close().await;
        done
    }
}
