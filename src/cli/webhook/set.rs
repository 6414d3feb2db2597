//! `signet webhook set` and `signet webhook new-secret`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::{WebhookBody, WebhookChangeBody};
use crate::model::WebhookId;
use serde_json::{Map, Value};

/// Send events elsewhere, or others
#[derive(clap::Args)]
pub struct Args {
    /// Its identifier
    webhook: WebhookId,
    /// Another address; what is still to be sent goes there too
    #[arg(long, required_unless_present_any = ["kinds", "all_kinds"])]
    url: Option<String>,
    /// Only events of this kind (user.disabled) or area (user) from now on; repeat for several
    #[arg(long = "kind", value_name = "KIND", conflicts_with = "all_kinds")]
    kinds: Vec<String>,
    /// All events from now on
    #[arg(long)]
    all_kinds: bool,
}

impl Args {
    /// Does it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let is_given = self.all_kinds || !self.kinds.is_empty();
        let change = WebhookChangeBody {
            url: self.url,
            kinds: is_given.then_some(self.kinds),
        };
        let path = format!("/webhooks/{}", self.webhook);
        let body = serde_json::to_value(change)?;
        let changed: WebhookBody = operator.patch(&path, None, body).await?;
        output::record(&[
            ("Webhook", changed.id.clone()),
            ("To", changed.url.clone()),
            ("Kinds", super::kinds(&changed)),
        ])
    }
}

/// Give a target another secret, by which all is signed from then on
#[derive(clap::Args)]
pub struct SecretArgs {
    /// Its identifier
    webhook: WebhookId,
}

impl SecretArgs {
    /// Does it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let path = format!("/webhooks/{}/secret", self.webhook);
        let changed: Map<String, Value> = operator.order(&path).await?;
        let secret = changed.get("secret").and_then(Value::as_str);
        let secret = secret.unwrap_or_default().to_owned();
        output::record(&[("Secret", secret)])?;
        output::line("\nThe secret is shown this once: put it where the receiver reads it.")
    }
}
