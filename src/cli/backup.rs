//! `signet backup`.

use super::deployment::Deployment;
use super::output;
use crate::store::sql::portable::{Counted, backup};
use crate::{deployment, logging};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Every night, while Signet runs:
  signet backup /backups/signet-$(date +%F).bak

Is it good? Restore it into an empty folder, with a copy of the master key:
  signet restore /backups/signet-2030-01-31.bak --data-dir /tmp/try/data --keys-dir /tmp/try/keys";

/// Write everything that is kept into one file, while Signet runs
///
/// The file holds the deployment as it was at one moment, whichever database it is in, and can be
/// restored into either. It has been read again and compared before it gets its name, and is
/// readable by its owner only. The master key is not in it: keep that too, and elsewhere.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file to write
    file: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    force: bool,
}

impl Args {
    /// Writes it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let config = deployment.config()?;
        logging::init_quiet();
        let place = deployment::place(&config)?;
        let written = backup::write(&place, &self.file, self.force).await?;
        print(&written.tables)?;
        output::line("")?;
        output::record(&[
            ("file", self.file.display().to_string()),
            ("bytes", written.size.to_string()),
            ("schema version", written.version.to_string()),
        ])?;
        output::line(&format!(
            "\nThe master key is NOT in it, and without it nobody can use what is. Keep {}, apart \
             from the backup.",
            master_key(&config)
        ))
    }
}

/// Prints tables and how many rows each has.
pub fn print(tables: &[Counted]) -> anyhow::Result<()> {
    let rows = tables
        .iter()
        .map(|counted| [counted.table.clone(), counted.rows.to_string()]);
    output::table(["TABLE", "ROWS"], &rows.collect::<Vec<_>>(), "")
}

fn master_key(config: &crate::config::Config) -> String {
    match config.master_key {
        Some(_) => "the value of SIGNET_MASTER_KEY".to_owned(),
        None => format!("a copy of {}", config.keys_dir.display()),
    }
}
