//! `signet webhook remove`.

use crate::admin::{Desk, webhooks};
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
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        webhooks::remove(desk, self.webhook).await?;
        output::line(&format!("{} is removed", self.webhook))
    }
}
