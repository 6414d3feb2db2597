//! `signet apply`.

use super::declared;
use super::declared::print::{self, Tense};
use crate::admin::declared::Stamp;
use crate::cli::deployment::Deployment;
use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::EntryBody;
use std::path::PathBuf;
use std::time::Duration;

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
  signet plan signet-apps.toml
  signet apply signet-apps.toml

All files of a folder that end in .toml, as one:
  signet apply configuration/";

/// How often --watch looks at the file.
const LOOK: Duration = Duration::from_secs(1);

/// Make clients and people as a file, or a folder of files, declares them
///
/// Happens whole or not at all, and applying a file again changes nothing. Nothing is removed but
/// what `prune` in the file says: what the file does not name stays. An entry is as the file says
/// in all its members; a client's secret, a person's password, roles and `disabled` stay as they
/// are when the file does not name them. A client that needs a secret and has none is given one,
/// which is printed once. If anything in the file is wrong, nothing is changed.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file in TOML, or a folder of such; relative paths in a file start at its folder
    path: PathBuf,
    /// Only tell what would change, as `signet plan` does
    #[arg(long)]
    dry_run: bool,
    /// Go on, and apply the file whenever it changes
    #[arg(long, conflicts_with = "dry_run")]
    watch: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Applies the file.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let work = async |operator: &Operator| {
            let entries = if self.dry_run {
                declared::plan(operator, &self.path).await
            } else {
                declared::apply(operator, &self.path).await
            };
            let told = self.tell(entries);
            if self.watch && told.is_ok() {
                self.watch(operator).await;
            }
            told
        };
        deployment.operate(work).await
    }

    fn tell(&self, entries: anyhow::Result<Vec<EntryBody>>) -> anyhow::Result<()> {
        let entries = entries?;
        if self.json {
            return output::json(&entries);
        }
        let tense = if self.dry_run {
            Tense::Planned
        } else {
            Tense::Done
        };
        print::report(&entries, tense)
    }

    /// Applies the file again whenever it changes, until the process is told to stop.
    async fn watch(&self, operator: &Operator) {
        let mut applied = Stamp::of(&self.path);
        loop {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => return,
                () = tokio::time::sleep(LOOK) => {}
            }
            let now = Stamp::of(&self.path);
            if now != applied {
                applied = now;
                let entries = declared::apply(operator, &self.path).await;
                if let Err(error) = self.tell(entries) {
                    output::error(&error);
                }
            }
        }
    }
}
