//! `signet scim token add`.

use crate::admin::{Desk, scim, scim_tokens};
use crate::cli::output;
use crate::model::Role;

const EXAMPLES: &str = "\
Examples:
  signet scim token add okta
  signet scim token add inventory --role auditor

Give the other system the address and the token; docs/scim.md shows where. The token is shown this
once, and is good until `signet scim token remove`.";

/// Make a token for a system
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What you call it
    name: String,
    /// administrator (changes people and groups) or auditor (reads them)
    #[arg(long, default_value = "administrator")]
    role: Role,
}

impl Args {
    /// Makes it.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let (token, secret) = scim_tokens::add(desk, self.name, self.role).await?;
        output::record(&[
            ("Name", token.name),
            ("Role", token.role.to_string()),
            ("Address", desk.address(scim::PATH)),
            ("Token", secret.expose().clone()),
        ])
    }
}
