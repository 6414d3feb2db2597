//! `signet mails`.

mod list;

use super::deployment::Deployment;
use crate::admin::Desk;

/// See which letters were sent
#[derive(clap::Subcommand)]
pub enum Command {
    List(list::Args),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let services = deployment.open().await?;
        let desk = Desk::command_line(&services);
        let Self::List(args) = self;
        let done = args.run(&desk).await;
        services.store.close().await;
        done
    }
}
