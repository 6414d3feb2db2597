//! `signet apply`.

use super::deployment::Deployment;
use super::output;
use crate::admin::Desk;
use crate::admin::Outcome;
use crate::admin::declared::{self, ApplyError, Report, ReportedEntry, Surroundings};
use anyhow::Context;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
A file may look like this:
  [[client]]
  client_id = \"shop\"
  client_name = \"The shop\"
  redirect_uris = [\"https://shop.example/callback\"]
  grant_types = [\"authorization_code\", \"refresh_token\"]
  client_secret_env = \"SHOP_SECRET\"    # or client_secret, or client_secret_file

  [[user]]
  username = \"alice\"
  password_file = \"alice.txt\"          # or password, password_env, password_hash
  email = \"alice@example.com\"
  name = \"Alice Example\"
  groups = [\"staff\"]

Look first, then do it:
  signet apply --dry-run signet-apps.toml
  signet apply signet-apps.toml";

/// Make clients and people as a file declares them
///
/// Applying a file again changes nothing. Nothing is removed: what the file does not name stays.
/// An entry is as the file says in all its members; a client's secret, a person's password and
/// `disabled` stay as they are when the file does not name them. A client that needs a secret and
/// has none is given one, which is printed once. If anything in the file is wrong, nothing is
/// changed.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file, in TOML; relative paths in it start at its folder
    file: PathBuf,
    /// Only tell what would change
    #[arg(long)]
    dry_run: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Applies the file.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let services = deployment.open().await?;
        let report = apply(&Desk::command_line(&services), &self.file, self.dry_run).await;
        services.store.close().await;
        let report = report.with_context(|| self.file.display().to_string())?;
        if self.json {
            return output::json(&as_json(&report));
        }
        print(&report, self.dry_run)
    }
}

/// Applies the file at `path`, or finds out what that would do. What was done before something
/// failed is printed, for it may hold secrets that are shown once.
pub async fn apply(desk: &Desk<'_>, path: &Path, dry_run: bool) -> anyhow::Result<Report> {
    let content = std::fs::read_to_string(path)
        .context("cannot be read (name a TOML file that this user may read)")?;
    let plan = declared::plan(desk, &content, &Surroundings::of(path)).await?;
    if dry_run {
        return Ok(plan.report());
    }
    let applied = plan.carry_out(desk).await;
    if let Err(ApplyError::Interrupted { done, .. }) = &applied {
        print(done, false)?;
    }
    Ok(applied?)
}

/// Prints what became of each entry.
pub fn print(report: &Report, dry_run: bool) -> anyhow::Result<()> {
    for entry in &report.entries {
        print_entry(entry, dry_run)?;
    }
    let count = |outcome| report.count(outcome);
    let (created, updated) = (count(Outcome::Created), count(Outcome::Updated));
    let unchanged = count(Outcome::Unchanged);
    output::line(&match (report.is_unchanged(), dry_run) {
        (true, _) => format!("nothing to change: {unchanged} as declared"),
        (false, false) => {
            format!("done: {created} created, {updated} updated, {unchanged} unchanged")
        }
        (false, true) => format!(
            "nothing was changed: {created} would be created, {updated} updated, {unchanged} stay"
        ),
    })
}

fn print_entry(entry: &ReportedEntry, dry_run: bool) -> anyhow::Result<()> {
    let outcome = entry.outcome.as_str();
    let changes = match entry.changes.as_slice() {
        [] => String::new(),
        changes => format!(" ({})", changes.join(", ")),
    };
    let verb = if dry_run { "to be " } else { "" };
    let verb = match entry.outcome {
        Outcome::Unchanged => "",
        _ => verb,
    };
    output::line(&format!("{verb}{outcome}  {}{changes}", entry.name))?;
    if let Some(secret) = &entry.generated_secret {
        let secret = secret.expose();
        output::line(&format!(
            "  client_secret  {secret}\n  (shown this once: put it where the app reads it)"
        ))?;
    }
    if let Some(warning) = &entry.warning {
        output::warning(&format!("{}: {warning}", entry.name));
    }
    Ok(())
}

fn as_json(report: &Report) -> Value {
    let entries = report.entries.iter().map(|entry| {
        let secret = entry.generated_secret.as_ref();
        json!({
            "entry": entry.name,
            "outcome": entry.outcome.as_str(),
            "changes": entry.changes,
            "client_secret": secret.map(|secret| secret.expose().clone()),
            "warning": entry.warning,
        })
    });
    entries.collect()
}
