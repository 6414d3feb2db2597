//! `signet passwords import`.

use crate::admin::breached;
use crate::cli::output;
use anyhow::Context;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
From the download of Have I Been Pwned (SHA-1, ordered by hash):
  signet passwords import pwnedpasswords.txt breached.bin

Only what was seen a hundred times, which makes a small file:
  signet passwords import --at-least 100 pwnedpasswords.txt breached.bin

Then set breached_passwords = \"breached.bin\" and start Signet anew.";

/// Make a file of breached passwords from the public download
///
/// The download has a line HASH:COUNT for each password. The file takes eight bytes for each.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The download; `-` is standard input
    from: PathBuf,
    /// Where the file is written; what is there is replaced
    to: PathBuf,
    /// Leave out what was seen less often
    #[arg(long, value_name = "COUNT", default_value_t = 1)]
    at_least: u64,
}

impl Args {
    /// Makes it.
    pub fn run(self) -> anyhow::Result<()> {
        let count = if self.from == Path::new("-") {
            breached::import(io::stdin().lock(), &self.to, self.at_least)
        } else {
            let file = File::open(&self.from);
            let file = file.with_context(|| format!("cannot open {}", self.from.display()))?;
            breached::import(BufReader::new(file), &self.to, self.at_least)
        };
        let count = count?;
        output::line(&format!("{count} passwords are in {}", self.to.display()))
    }
}
