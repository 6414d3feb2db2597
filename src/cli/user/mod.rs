//! `signet user`.

mod add;
mod factors;
mod find;
mod help;
mod import;
mod invite;
mod list;
mod password_link;
mod role;
mod set;
mod set_disabled;
mod set_password;
mod show;

pub use find::{named, path};

use super::deployment::Deployment;

/// Add people, invite them, list them, change them, help them, shut them out
#[derive(clap::Subcommand)]
pub enum Command {
    Add(add::Args),
    Invite(invite::Args),
    Invitations(invite::ListArgs),
    WithdrawInvitation(invite::WithdrawArgs),
    Import(import::Args),
    List(list::Args),
    Show(show::Args),
    Set(set::Args),
    Role(role::Args),
    PasswordLink(password_link::Args),
    SetPassword(set_password::Args),
    /// Forbid somebody to sign in, and end their sessions and tokens at once
    Disable(set_disabled::Args),
    /// Allow somebody to sign in again
    Enable(set_disabled::Args),
    /// Forget somebody's failed sign-ins, so that they need not wait
    Unlock(help::Args),
    /// End all of somebody's sessions and tokens
    SignOut(help::Args),
    /// Remove somebody with all that is theirs
    Remove(help::Args),
    Factors(factors::ListArgs),
    ResetFactors(factors::ResetArgs),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        if let Self::Import(args) = self {
            return args.run(deployment).await;
        }
        let work = async |operator: &_| match self {
            Self::Add(args) => args.run(operator).await,
            Self::Invite(args) => args.run(operator).await,
            Self::Invitations(args) => args.run(operator).await,
            Self::WithdrawInvitation(args) => args.run(operator).await,
            Self::List(args) => args.run(operator).await,
            Self::Show(args) => args.run(operator).await,
            Self::Set(args) => args.run(operator).await,
            Self::Role(args) => args.run(operator).await,
            Self::PasswordLink(args) => args.run(operator).await,
            Self::Unlock(args) => args.unlock(operator).await,
            Self::SignOut(args) => args.sign_out(operator).await,
            Self::Remove(args) => args.remove(operator).await,
            Self::SetPassword(args) => args.run(operator).await,
            Self::Disable(args) => args.run(operator, true).await,
            Self::Enable(args) => args.run(operator, false).await,
            Self::Factors(args) => args.run(operator).await,
            Self::ResetFactors(args) => args.run(operator).await,
            // Done above.
            Self::Import(_) => Ok(()),
        };
        deployment.operate(work).await
    }
}
