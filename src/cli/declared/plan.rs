//! `signet plan`.

use super::print::{self, Tense};
use crate::cli::deployment::Deployment;
use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::{DriftBody, EntryBody};
use anyhow::{bail, ensure};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Look, then do it:
  signet plan signet-apps.toml
  signet apply signet-apps.toml

Fail a check when somebody has clicked something that the files do not say:
  signet plan --detailed-exitcode configuration/";

/// What --detailed-exitcode ends with when something is not as declared.
const DIFFERENT: u8 = 2;

/// Tell what applying a file, or a folder of files, would change
///
/// Shows each member with what it is and what it would be; secrets are never shown. Nothing is
/// changed. Without a file, passwords that people have are as declared, whichever they are.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file in TOML, or a folder of such (see `signet apply`); what the deployment is served with
    /// (setting `declared`) if none, where passwords are only for people who have none
    path: Option<PathBuf>,
    /// End with 2 when something would change, with 0 when nothing would, with 1 when it cannot be told
    #[arg(long)]
    detailed_exitcode: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Prints the plan.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<ExitCode> {
        let work = async |operator: &Operator| match &self.path {
            Some(path) => super::plan(operator, path).await,
            None => drift(operator).await,
        };
        let entries = deployment.operate(work).await?;
        if self.json {
            output::json(&entries)?;
        } else {
            print::report(&entries, Tense::Planned)?;
        }
        let differs = self.detailed_exitcode && !print::is_unchanged(&entries);
        Ok(ExitCode::from(if differs { DIFFERENT } else { 0 }))
    }
}

/// How the deployment stands to what it is served with.
async fn drift(operator: &Operator) -> anyhow::Result<Vec<EntryBody>> {
    let drift: DriftBody = operator.get("/declared/drift").await?;
    ensure!(
        drift.path.is_some(),
        "name a file or a folder, or set `declared` to one"
    );
    match drift.error {
        Some(why) => bail!(why),
        None => Ok(drift.items),
    }
}
