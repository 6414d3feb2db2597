//! `signet client show`.

use crate::admin::Desk;
use crate::admin::clients;
use crate::cli::output;
use crate::oidc::ClientId;
use serde_json::Value;

/// Show everything about an app but its secret, which is not kept
#[derive(clap::Args)]
pub struct Args {
    /// The client_id
    client_id: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Shows it.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let id = ClientId::try_from(self.client_id)?;
        let members = super::as_json(&*clients::show(desk, &id).await?);
        if self.json {
            return output::json(&members);
        }
        let fields: Vec<_> = members
            .iter()
            .map(|(name, value)| (name.as_str(), text(value)))
            .collect();
        output::record(&fields)
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}
