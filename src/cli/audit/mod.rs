//! `signet audit`.

mod export;
mod filter;
mod list;
mod verify;

pub use filter::{About, Filter, borrowed};
pub use list::{detail, list, row};

use super::deployment::Deployment;

/// See what has happened, and that nobody has changed the record of it
#[derive(clap::Subcommand)]
pub enum Command {
    List(list::Args),
    Export(export::Args),
    Verify(verify::Args),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let work = async |operator: &_| match self {
            Self::List(args) => args.run(operator).await,
            Self::Export(args) => args.run(operator).await,
            Self::Verify(args) => args.run(operator).await,
        };
        deployment.operate(work).await
    }
}
