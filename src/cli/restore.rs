//! `signet restore`.

use super::deployment::Deployment;
use super::{backup, output};
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::store::sql::portable::restore::{self, Order, Restored};
use crate::store::sql::portable::{Backup, Place, last_snapshot};
use crate::{deployment, logging};
use anyhow::Context;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Into an empty data folder (put the master key into keys/ before):
  signet restore /backups/signet-2030-01-31.bak

In the place of what is there, which is kept as a backup:
  signet restore /backups/signet-2030-01-31.bak --force

After an upgrade that did not work out; then start the older Signet:
  signet restore --last-snapshot";

const AS_BEFORE: &str = "\
The tables are as they were before the migration. Start the OLDER Signet next: this one would
bring them up to date again.";

/// Put a backup in the place of what is there
///
/// Works on either database, with a backup of either. The server must be stopped. The backup is
/// checked first, and the master key at hand must be the one that belongs to it; if anything is
/// wrong, nothing is changed. It happens whole or not at all.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The backup
    #[arg(
        required_unless_present = "last_snapshot",
        conflicts_with = "last_snapshot"
    )]
    file: Option<PathBuf>,
    /// Also where there is a deployment already, which is written to a backup in the data folder
    /// before
    #[arg(long)]
    force: bool,
    /// Take back the copy that was made before the last migration of the tables
    #[arg(long)]
    last_snapshot: bool,
}

impl Args {
    /// Restores.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let config = deployment.config()?;
        logging::init_quiet();
        let place = deployment::place(&config)?;
        let file = match &self.file {
            Some(file) => file.clone(),
            None => last_snapshot(&place, &config.data_dir)?,
        };
        let done = self.restore(&config, &place, &file).await;
        let (restored, version) = done.context("nothing was changed")?;
        backup::print(&restored.tables)?;
        output::line(&format!(
            "\n{} is as {} has it (schema version {version}).",
            place,
            file.display()
        ))?;
        if let Some(saved) = restored.saved {
            output::line(&format!("What was there before is in {}.", saved.display()))?;
        }
        if self.last_snapshot {
            output::line(AS_BEFORE)?;
        }
        Ok(())
    }

    /// Also tells the schema version of the backup.
    async fn restore(
        &self,
        config: &Config,
        place: &Place,
        file: &Path,
    ) -> anyhow::Result<(Restored, i64)> {
        let mut backup = Backup::open(file).await?;
        deployment::check_master_key(config, &mut backup).await?;
        let version = backup.version();
        let save_as = save_as(config, place);
        let replaces = self.force || self.last_snapshot;
        let order = Order {
            place,
            save_as: replaces.then_some(save_as.as_path()),
            onward: !self.last_snapshot,
        };
        Ok((restore::restore(backup, &order).await?, version))
    }
}

/// Where what is there goes.
fn save_as(config: &Config, place: &Place) -> PathBuf {
    let name = match place {
        Place::Sqlite(_) => "signet.db",
        Place::Postgres(_) => "postgres",
    };
    let now = output::time(SystemClock.now()).replace(':', "");
    let begin = format!("{name}.before-restore-{now}");
    let further = (2..).map(|n| format!("{begin}-{n}.bak"));
    let mut names = std::iter::once(format!("{begin}.bak")).chain(further);
    let free = names.find(|name| !config.data_dir.join(name).exists());
    config.data_dir.join(free.unwrap_or(begin))
}
