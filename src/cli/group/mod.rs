//! `signet group`.

mod add;
mod change;
mod list;
mod members;

use super::deployment::Deployment;
use crate::admin::Desk;

/// Make groups, list them, rename and remove them, say who is in them
#[derive(clap::Subcommand)]
pub enum Command {
    Add(add::Args),
    List(list::Args),
    Rename(change::RenameArgs),
    Describe(change::DescribeArgs),
    Remove(change::RemoveArgs),
    Members(members::ListArgs),
    /// Put people into a group
    Join(members::ChangeArgs),
    /// Take people out of a group
    Leave(members::ChangeArgs),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let services = deployment.open().await?;
        let desk = Desk::command_line(&services);
        let done = match self {
            Self::Add(args) => args.run(&desk).await,
            Self::List(args) => args.run(&desk).await,
            Self::Rename(args) => args.run(&desk).await,
            Self::Describe(args) => args.run(&desk).await,
            Self::Remove(args) => args.run(&desk).await,
            Self::Members(args) => args.run(&desk).await,
            Self::Join(args) => args.run(&desk, true).await,
            Self::Leave(args) => args.run(&desk, false).await,
        };
        services.store.close().await;
        done
    }
}
