//! `signet scim`.

mod add;
mod list;
mod remove;

use super::deployment::Deployment;
use crate::admin::Desk;

/// Have another system say by SCIM who there is
#[derive(clap::Subcommand)]
pub enum Command {
    #[command(subcommand)]
    Token(TokenCommand),
}

/// Make the tokens that such systems send, list and remove them
#[derive(clap::Subcommand)]
pub enum TokenCommand {
    Add(add::Args),
    List(list::Args),
    Remove(remove::Args),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let Self::Token(command) = self;
        let work = async |desk: &Desk<'_>| match command {
            TokenCommand::Add(args) => args.run(desk).await,
            TokenCommand::List(args) => args.run(desk).await,
            TokenCommand::Remove(args) => args.run(desk).await,
        };
        deployment.at_desk(work).await
    }
}
