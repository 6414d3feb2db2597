//! `signet plan`.

use super::print::{self, Tense};
use crate::admin::Desk;
use crate::admin::declared::{self, ApplyError, Plan, Source};
use crate::cli::deployment::Deployment;
use crate::cli::output;
use anyhow::Context;
use std::path::{Path, PathBuf};
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
/// changed.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file in TOML, or a folder of such (see `signet apply`); that of the setting `declared` if
    /// none
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
        let services = deployment.open().await?;
        let desk = Desk::command_line(&services);
        let plan = plan(&desk, self.path.as_deref()).await;
        services.store.close().await;
        let report = plan?.report();
        if self.json {
            output::json(&print::as_json(&report))?;
        } else {
            print::report(&report, Tense::Planned)?;
        }
        let differs = self.detailed_exitcode && !report.is_unchanged();
        Ok(ExitCode::from(if differs { DIFFERENT } else { 0 }))
    }
}

/// The plan for `path`, or for what the deployment is served with.
async fn plan(desk: &Desk<'_>, path: Option<&Path>) -> anyhow::Result<Plan> {
    let served = desk.config.declared.as_ref();
    let path = path.or(served.map(|declared| declared.path.as_path()));
    let path = path.context("name a file or a folder, or set `declared` to one")?;
    let sources = Source::read(path).map_err(ApplyError::from)?;
    Ok(declared::plan(desk, &sources).await?)
}
