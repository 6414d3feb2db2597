//! `signet scim`.

mod add;
mod list;
mod remove;

use super::deployment::Deployment;

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
        let work = async |operator: &_| match command {
            TokenCommand::Add(args) => args.run(operator).await,
            TokenCommand::List(args) => args.run(operator).await,
            TokenCommand::Remove(args) => args.run(operator).await,
        };
        deployment.operate(work).await
    }
}
