//! `signet app`.

mod add;
mod check;
mod list;
mod preview;
mod proof;
mod show;

use super::deployment::Deployment;
use crate::cli::output;
use crate::http::api::bodies::SettingsBody;

/// Connect apps by name, see what they would see, and try their sign-in out
#[derive(clap::Subcommand)]
pub enum Command {
    Add(Box<add::Args>),
    List(list::Args),
    Show(show::Args),
    Check(check::Args),
    Preview(preview::Args),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        match self {
            Self::List(args) => return args.run(deployment).await,
            Self::Show(args) => return args.run(deployment).await,
            Self::Add(_) | Self::Check(_) | Self::Preview(_) => {}
        }
        let work = async |operator: &_| match self {
            Self::Add(args) => args.run(operator).await,
            Self::Check(args) => args.run(operator).await,
            Self::Preview(args) => args.run(operator).await,
            Self::List(_) | Self::Show(_) => Ok(()),
        };
        deployment.operate(work).await
    }
}

/// Prints what is to be pasted into an app.
fn print_settings(settings: &[SettingsBody]) -> anyhow::Result<()> {
    for one in settings {
        output::line(&format!("\n--- {}", one.place))?;
        output::line(one.text.trim_end())?;
    }
    Ok(())
}

/// Prints what is good to know.
fn print_notes(notes: &[String], docs: &str) -> anyhow::Result<()> {
    for note in notes {
        output::line(&format!("\nNote: {note}"))?;
    }
    output::line(&format!("\nDocumented at {docs}"))
}
