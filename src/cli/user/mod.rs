//! `signet user`.

mod add;
mod factors;
mod import;
mod invite;
mod list;
mod set_disabled;
mod set_password;

use super::deployment::Deployment;
use crate::admin::Desk;

/// Add people, invite them, list them, change their passwords and factors, shut them out
#[derive(clap::Subcommand)]
pub enum Command {
    Add(add::Args),
    Invite(invite::Args),
    Import(import::Args),
    List(list::Args),
    SetPassword(set_password::Args),
    /// Forbid somebody to sign in, and end their sessions and tokens at once
    Disable(set_disabled::Args),
    /// Allow somebody to sign in again
    Enable(set_disabled::Args),
    Factors(factors::ListArgs),
    ResetFactors(factors::ResetArgs),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let services = deployment.open().await?;
        let desk = Desk::command_line(&services);
        let done = match self {
            Self::Add(args) => args.run(&desk).await,
            Self::Invite(args) => args.run(&desk).await,
            Self::Import(args) => args.run(&desk).await,
            Self::List(args) => args.run(&desk).await,
            Self::SetPassword(args) => args.run(&desk).await,
            Self::Disable(args) => args.run(&desk, true).await,
            Self::Enable(args) => args.run(&desk, false).await,
            Self::Factors(args) => args.run(&desk).await,
            Self::ResetFactors(args) => args.run(&desk).await,
        };
        services.store.close().await;
        done
    }
}
