//! `signet webhook remove`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::model::WebhookId;

/// Have nothing more sent to a target
#[derive(clap::Args)]
pub struct Args {
    /// Its identifier
    webhook: WebhookId,
}

impl Args {
    /// Does it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        operator
            .delete(&format!("/webhooks/{}", self.webhook))
            .await?;
        output::line(&format!("{} is removed", self.webhook))
    }
}
