//! `signet notes`.

use super::audit::{Filter, list};
use super::operator::Operator;

const EXAMPLES: &str = "\
Examples:
  signet notes --kind sign_in.failed --person alice
  signet notes --kind request.refused --client wiki --since-days 1";

/// List failed sign-ins, refused requests and steps of sign-ins, newest first
///
/// Anybody may cause them, so they are kept apart from the events, for a while and as long as there is
/// room.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    filter: Filter,
    /// How many
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=20_000))]
    limit: u16,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let (at, none) = ("/notes", "nothing is kept of such things");
        list(operator, (at, self.limit), self.filter, self.json, none).await
    }
}
