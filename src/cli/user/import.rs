//! `signet user import`.

use crate::admin::Desk;
use crate::admin::users::import::{self, Faulty};
use crate::cli::output;
use anyhow::{Context, bail};
use std::path::PathBuf;

const EXAMPLES: &str = "\
See what would happen:
  signet user import people.csv --dry-run

The columns of CSV, the members of JSON (an array, or an object a line):
  username, email, email_verified, name and the other standard claims, address.locality and the
  like, groups (a;b), disabled, sub, password_hash

docs/import.md says more, and where to get such files from.";

/// Add many people from a file, with the hashes of their passwords
///
/// Reads CSV with a header line, a JSON array, or a JSON object a line. Nobody is added if an entry
/// is faulty, unless you say so. Hashes of argon2, bcrypt, scrypt, PBKDF2 (Django, Keycloak) and
/// SHA-crypt sign in, and are replaced by Argon2id then. People who exist already are faulty entries.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file
    file: PathBuf,
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Add everybody else where entries are faulty
    #[arg(long)]
    skip_faulty: bool,
}

impl Args {
    /// Adds them.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let file = self.file.display();
        let text = std::fs::read_to_string(&self.file)
            .with_context(|| format!("cannot read {file} as text in UTF-8"))?;
        let entries = import::read(&text);
        let entries = entries.map_err(|why| anyhow::anyhow!("cannot read {file}: {why}"))?;
        let import = import::plan(desk, entries).await?;
        for Faulty { place, why } in &import.faulty {
            output::warning(&format!("{place}: {why}"));
        }
        let (faulty, good) = (import.faulty.len(), import.accounts.len());
        if faulty > 0 && !self.skip_faulty {
            bail!(
                "{faulty} of {} entries are faulty, so nobody was added: correct them, or add the \
                 others with --skip-faulty",
                faulty + good
            );
        }
        if self.dry_run {
            return output::line(&format!("{good} people would be added, {faulty} left out"));
        }
        let saved = import::save(desk, import.accounts).await;
        saved.context("nobody was added")?;
        output::line(&format!("added {good} people, left out {faulty}"))
    }
}
