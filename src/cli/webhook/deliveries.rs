//! `signet webhook deliveries`.

use crate::cli::operator::{LONG, Operator};
use crate::cli::output;
use crate::http::api::bodies::WebhookDeliveryBody;
use crate::model::WebhookId;

/// List what was sent to a target within the last week, newest first
#[derive(clap::Args)]
pub struct Args {
    /// Its identifier
    webhook: WebhookId,
    /// How many
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    limit: u16,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let path = format!("/webhooks/{}/deliveries", self.webhook);
        output::list(
            self.json,
            &operator.some(&path, &[LONG], self.limit.into()).await?,
            ["AT", "EVENT", "STATE", "ATTEMPTS", "RESULT", "ID"],
            row,
            "nothing was sent there within the last week",
        )
    }
}

fn row(delivery: &WebhookDeliveryBody) -> [String; 6] {
    [
        delivery.created_at.clone(),
        delivery.kind.clone(),
        delivery.state.clone(),
        delivery.attempts.to_string(),
        output::result(delivery.last_status, delivery.last_error.as_deref()),
        delivery.id.clone(),
    ]
}
