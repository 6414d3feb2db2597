//! `signet keys rotate`.

use super::list;
use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::{ChangedBody, RotationBody};

const EXAMPLES: &str = "\
New keys, and nobody notices:
  signet keys rotate

A private key may be known to somebody:
  signet keys rotate --emergency";

/// Replace the keys that sign tokens
///
/// The keys that are published as next begin to sign as soon as everybody can know them; what was
/// signed before stays good until it expires. A running server follows within a second.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Remove all keys at once: everything they signed is void, and apps that keep the old keys
    /// refuse new tokens until they ask for the new ones
    #[arg(long)]
    emergency: bool,
}

impl Args {
    /// Rotates.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let order = RotationBody {
            emergency: Some(self.emergency),
        };
        let ChangedBody { changed } = operator.post("/keys/rotation", &order).await?;
        output::line(match (self.emergency, changed) {
            (true, _) => "all earlier keys are gone; these sign now:\n",
            (false, true) => "the keys are being replaced:\n",
            (false, false) => "the keys are being replaced already:\n",
        })?;
        list::print(operator, false).await
    }
}
