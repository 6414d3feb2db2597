//! `signet webhook test`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::TestBody;
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
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let path = format!("/webhooks/{}/test", self.webhook);
        let tested: TestBody = operator.order(&path).await?;
        match tested.status {
            Some(status @ 200..300) => output::line(&format!("it answered with HTTP {status}")),
            Some(status) => bail!("it answered with HTTP {status}, which is no success"),
            None => bail!("there was no answer: {}", tested.error.unwrap_or_default()),
        }
    }
}
