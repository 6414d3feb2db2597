//! `signet webhook add`.

use crate::admin::{Desk, webhooks};
use crate::cli::output;

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
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let (webhook, secret) = webhooks::add(desk, self.url, self.kinds).await?;
        output::record(&[
            ("Webhook", webhook.id.to_string()),
            ("Secret", secret.expose().clone()),
        ])
    }
}
