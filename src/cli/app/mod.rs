//! `signet app`.

mod add;
mod check;
mod list;
mod preview;
mod show;

use super::deployment::Deployment;
use crate::admin::Desk;
use crate::admin::apps::{Recipe, Settings};
use crate::cli::output;

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
            Self::List(args) => return args.run(),
            Self::Show(args) => return args.run(),
            _ => {}
        }
        let services = deployment.open().await?;
        let desk = Desk::command_line(&services);
        let done = match self {
            Self::Add(args) => args.run(&desk).await,
            Self::Check(args) => args.run(&desk).await,
            Self::Preview(args) => args.run(&desk).await,
            Self::List(_) | Self::Show(_) => Ok(()),
        };
        services.store.close().await;
        done
    }
}

/// Prints what is to be pasted into an app.
fn print_settings(settings: &[Settings]) -> anyhow::Result<()> {
    for one in settings {
        output::line(&format!("\n--- {}", one.place))?;
        output::line(one.text.trim_end())?;
    }
    Ok(())
}

/// Prints what is good to know.
fn print_notes(recipe: &Recipe, notes: &[String]) -> anyhow::Result<()> {
    for note in notes {
        output::line(&format!("\nNote: {note}"))?;
    }
    output::line(&format!("\nDocumented at {}", recipe.docs))
}
