//! `signet webhook add`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::NewWebhookBody;
use serde_json::{Map, Value};

const EXAMPLES: &str = "\
Examples:
  signet webhook add https://siem.example/signet
  signet webhook add https://hr.example/hook --kind user --kind session.started

What is sent is signed as Standard Webhooks has it; the secret is shown this once.";

/// Have events sent to a target
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Where to; https, and public or among fetch_networks
    url: String,
    /// Only events of this kind (user.disabled) or area (user); repeat for several
    #[arg(long = "kind", value_name = "KIND")]
    kinds: Vec<String>,
}

impl Args {
    /// Does it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let new = NewWebhookBody {
            url: self.url,
            kinds: Some(self.kinds),
        };
        let added: Map<String, Value> = operator.post("/webhooks", &new).await?;
        let text = |name: &str| {
            let value = added.get(name).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        output::record(&[("Webhook", text("id")), ("Secret", text("secret"))])
    }
}
