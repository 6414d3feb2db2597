//! `signet webhook`.

mod add;
mod deliveries;
mod list;
mod remove;
mod set;
mod test;

use super::deployment::Deployment;
use crate::http::api::bodies::WebhookBody;

/// Have events sent to programs: add a target, change it, try it, see what was sent
#[derive(clap::Subcommand)]
pub enum Command {
    Add(add::Args),
    List(list::Args),
    Set(set::Args),
    NewSecret(set::SecretArgs),
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
            Self::Set(args) => args.run(operator).await,
            Self::NewSecret(args) => args.run(operator).await,
            Self::Remove(args) => args.run(operator).await,
            Self::Deliveries(args) => args.run(operator).await,
            Self::Test(args) => args.run(operator).await,
        };
        deployment.operate(work).await
    }
}

/// Which events are sent to a target.
fn kinds(webhook: &WebhookBody) -> String {
    if webhook.kinds.is_empty() {
        "all".to_owned()
    } else {
        webhook.kinds.join(" ")
    }
}
