//! `signet audit`.

mod export;
mod filter;
mod list;
mod verify;

pub use list::{detail, row};

use super::deployment::Deployment;
use crate::admin::Desk;

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
        let services = deployment.open().await?;
        let desk = Desk::command_line(&services);
        let done = match self {
            Self::List(args) => args.run(&desk).await,
            Self::Export(args) => args.run(&desk).await,
            Self::Verify(args) => args.run(&desk).await,
        };
        services.store.close().await;
        done
    }
}
