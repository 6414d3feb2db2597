//! `signet logouts`.

mod list;

use super::deployment::Deployment;

/// See what apps were told of sessions that have ended
#[derive(clap::Subcommand)]
pub enum Command {
    List(list::Args),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let Self::List(args) = self;
        deployment
            .operate(async |operator| args.run(operator).await)
            .await
    }
}
