//! `signet webhook list`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::WebhookBody;

/// List where events are sent
#[derive(clap::Args)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        output::list(
            self.json,
            &operator.all("/webhooks", &[]).await?,
            ["WEBHOOK", "URL", "KINDS"],
            row,
            "events are sent nowhere",
        )
    }
}

fn row(webhook: &WebhookBody) -> [String; 3] {
    let kinds = super::kinds(webhook);
    [webhook.id.clone(), webhook.url.clone(), kinds]
}
