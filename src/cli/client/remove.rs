//! `signet client remove`.

use super::path;
use crate::cli::operator::Operator;
use crate::cli::output;

/// Remove an app with its consents; its tokens end at once
#[derive(clap::Args)]
pub struct Args {
    /// The client_id
    client_id: String,
}

impl Args {
    /// Removes it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        operator.delete(&path(&self.client_id)).await?;
        output::line(&format!("removed {}", self.client_id))
    }
}
