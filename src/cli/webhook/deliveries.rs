//! `signet webhook deliveries`.

use crate::admin::{Desk, webhooks};
use crate::cli::output;
use crate::model::{DeliveryState, WebhookDelivery, WebhookId};
use crate::store::Page;
use serde_json::{Value, json};

/// List what was sent to a target within the last week, newest first
#[derive(clap::Args)]
pub struct Args {
    /// Its identifier
    webhook: WebhookId,
    /// How many
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    limit: u32,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let page = Page {
            after: None,
            limit: self.limit,
        };
        output::list(
            self.json.then_some(as_json),
            &webhooks::deliveries(desk, self.webhook, page).await?,
            ["AT", "EVENT", "STATE", "ATTEMPTS", "RESULT", "ID"],
            row,
            "nothing was sent there within the last week",
        )
    }
}

fn row(delivery: &WebhookDelivery) -> [String; 6] {
    let status = delivery.last_status.map(|status| format!("HTTP {status}"));
    let result = status.or_else(|| delivery.last_error.clone());
    [
        output::time(delivery.created_at),
        delivery.kind.clone(),
        delivery.state.as_str().to_owned(),
        delivery.attempts.to_string(),
        result.unwrap_or_default(),
        delivery.id.to_string(),
    ]
}

fn as_json(delivery: &WebhookDelivery) -> Value {
    let is_waiting = delivery.state == DeliveryState::Waiting;
    json!({
        "id": delivery.id,
        "event": delivery.event_id,
        "kind": delivery.kind,
        "state": delivery.state.as_str(),
        "attempts": delivery.attempts,
        "next_attempt_at": is_waiting.then(|| output::time(delivery.next_attempt_at)),
        "last_attempt_at": delivery.last_attempt_at.map(output::time),
        "last_status": delivery.last_status,
        "last_error": delivery.last_error,
        "created_at": output::time(delivery.created_at),
    })
}
