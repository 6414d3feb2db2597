//! `signet webhook`.

mod add;
mod deliveries;
mod list;
mod remove;
mod test;

use super::deployment::Deployment;
use crate::admin::Desk;

/// Have events sent to programs: add a target, try it, see what was sent
#[derive(clap::Subcommand)]
pub enum Command {
    Add(add::Args),
    List(list::Args),
    Remove(remove::Args),
    Deliveries(deliveries::Args),
    Test(test::Args),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let services = deployment.open().await?;
        let desk = Desk::command_line(&services);
        let done = match self {
            Self::Add(args) => args.run(&desk).await,
            Self::List(args) => args.run(&desk).await,
            Self::Remove(args) => args.run(&desk).await,
            Self::Deliveries(args) => args.run(&desk).await,
            Self::Test(args) => args.run(&desk).await,
        };
        services.store.close().await;
        done
    }
}
