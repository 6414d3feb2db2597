//! `signet webhook list`.

use crate::admin::{Desk, webhooks};
use crate::cli::output;
use crate::model::Webhook;
use serde_json::{Value, json};

/// List where events are sent
#[derive(clap::Args)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        output::list(
            self.json.then_some(as_json),
            &webhooks::list(desk).await?,
            ["WEBHOOK", "URL", "KINDS"],
            row,
            "events are sent nowhere",
        )
    }
}

fn row(webhook: &Webhook) -> [String; 3] {
    let kinds = if webhook.kinds.is_empty() {
        "all".to_owned()
    } else {
        webhook.kinds.join(" ")
    };
    [webhook.id.to_string(), webhook.url.clone(), kinds]
}

fn as_json(webhook: &Webhook) -> Value {
    json!({
        "id": webhook.id,
        "url": webhook.url,
        "kinds": webhook.kinds,
        "created_at": output::time(webhook.created_at),
    })
}
