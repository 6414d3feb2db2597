//! `signet webhook`.

mod add;
mod deliveries;
mod list;
mod remove;
mod test;

use super::deployment::Deployment;

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
        let work = async |operator: &_| match self {
            Self::Add(args) => args.run(operator).await,
            Self::List(args) => args.run(operator).await,
            Self::Remove(args) => args.run(operator).await,
            Self::Deliveries(args) => args.run(operator).await,
            Self::Test(args) => args.run(operator).await,
        };
        deployment.operate(work).await
    }
}
