//! `signet webhook test`.

use crate::admin::{Desk, webhooks};
use crate::cli::output;
use crate::model::WebhookId;
use anyhow::bail;

/// Send something to a target and see what it answers
#[derive(clap::Args)]
pub struct Args {
    /// Its identifier
    webhook: WebhookId,
}

impl Args {
    /// Does it.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        match webhooks::test(desk, self.webhook).await? {
            Ok(status @ 200..300) => output::line(&format!("it answered with HTTP {status}")),
            Ok(status) => bail!("it answered with HTTP {status}, which is no success"),
            Err(why) => bail!("there was no answer: {why}"),
        }
    }
}
