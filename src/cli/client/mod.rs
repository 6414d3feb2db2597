//! `signet client`.

mod add;
mod list;
mod registration_token;
mod remove;
mod show;

use super::deployment::Deployment;
use crate::http::api::escaped;

/// Connect apps, list them, show one, remove one, let apps register themselves
#[derive(clap::Subcommand)]
pub enum Command {
    Add(Box<add::Args>),
    List(list::Args),
    Show(show::Args),
    Remove(remove::Args),
    RegistrationToken(registration_token::Args),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let work = async |operator: &_| match self {
            Self::Add(args) => args.run(operator).await,
            Self::List(args) => args.run(operator).await,
            Self::Show(args) => args.run(operator).await,
            Self::Remove(args) => args.run(operator).await,
            Self::RegistrationToken(args) => args.run(operator).await,
        };
        deployment.operate(work).await
    }
}

/// Where a client is.
fn path(id: &str) -> String {
    format!("/clients/{}", escaped(id))
}
