//! `signet serve`.

use super::declared::print::{self, Tense};
use super::deployment::{self, Deployment};
use super::output;
use super::setting_flags::ServeFlags;
use crate::admin::declared::apply_at;
use crate::admin::{Actor, Desk};
use crate::config::Config;
use crate::flow::Services;
use crate::http::api::bodies::EntryBody;
use crate::{app, logging};
use anyhow::Context;
use clap::{ArgMatches, Command, Error, FromArgMatches};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

const EXAMPLES: &str = "\
Try it, on this machine only:
  signet serve

For others, behind a proxy that has a certificate:
  signet serve --issuer https://id.example.com --listen 127.0.0.1:8080 --trusted-proxies 127.0.0.1

For the tests of an app; nothing is left behind:
  signet serve --ephemeral --seed test-users.toml";

/// Serve sign-ins (what `signet` does without a command)
///
/// Makes its data folder, database and keys when they are not there. Every setting can also be
/// a line in signet.toml (`session_idle = "12h"`) or a variable (`SIGNET_SESSION_IDLE=12h`); flags
/// win over variables, variables over the file.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Keep data and keys in a temporary folder that is removed at the end
    #[arg(long)]
    ephemeral: bool,
    /// Apply this file (see `signet apply`) before serving
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    #[command(flatten)]
    settings: ServeFlags,
}

impl Args {
    /// Serves until the process is told to stop.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let mut config = Config::load(deployment.sources(self.settings.0)?)?;
        logging::init(&config);
        let folder = self.ephemeral.then(|| ephemeral(&mut config)).transpose()?;
        let services = deployment::open(config).await?;
        if let Some(seed) = &self.seed {
            sow(&services, seed, self.ephemeral).await?;
        }
        app::serve(Arc::new(services)).await?;
        remove(folder)
    }
}

/// Moves data and keys into a folder that goes with the process.
fn ephemeral(config: &mut Config) -> anyhow::Result<TempDir> {
    let folder = TempDir::with_prefix("signet-").context("cannot make a temporary folder")?;
    config.data_dir = folder.path().join("data");
    config.keys_dir = folder.path().join("keys");
    config.database_url = None;
    Ok(folder)
}

fn remove(folder: Option<TempDir>) -> anyhow::Result<()> {
    let removed = folder.map_or(Ok(()), TempDir::close);
    removed.context("cannot remove the temporary folder")
}

/// Applies the file `seed`. In tests of other people's apps passwords are weak on purpose.
async fn sow(services: &Services, seed: &Path, ephemeral: bool) -> anyhow::Result<()> {
    let report = apply_at(&Desk::of(services, Actor::System), seed).await;
    let report = report.with_context(|| format!("the seed {}", seed.display()))?;
    if report.is_unchanged() {
        return Ok(());
    }
    let mut entries: Vec<_> = report.entries.into_iter().map(EntryBody::from).collect();
    if ephemeral {
        for entry in &mut entries {
            entry.warning = None;
        }
    }
    print::report(&entries, Tense::Done)?;
    output::line("")
}

/// The flags of `serve` without its name: understood, not shown.
pub struct HiddenArgs(Args);

impl HiddenArgs {
    /// Whether there are any.
    pub fn is_given(&self) -> bool {
        let args = &self.0;
        args.ephemeral || args.seed.is_some() || !args.settings.0.is_empty()
    }
}

impl From<HiddenArgs> for Args {
    fn from(hidden: HiddenArgs) -> Self {
        hidden.0
    }
}

impl FromArgMatches for HiddenArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        Args::from_arg_matches(matches).map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches(matches)
    }
}

impl clap::Args for HiddenArgs {
    fn augment_args(command: Command) -> Command {
        let own = Args::augment_args(Command::new("serve"));
        let hidden = own.get_arguments().map(|arg| arg.clone().hide(true));
        command.args(hidden.collect::<Vec<_>>())
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}
