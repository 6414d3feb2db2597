//! `signet keys`.

mod list;
mod rotate;

use super::deployment::Deployment;

/// List the keys that sign tokens, and replace them
#[derive(clap::Subcommand)]
pub enum Command {
    List(list::Args),
    Rotate(rotate::Args),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let work = async |operator: &_| match self {
            Self::List(args) => args.run(operator).await,
            Self::Rotate(args) => args.run(operator).await,
        };
        deployment.operate(work).await
    }
}
