//! `signet scim token add`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::NewScimTokenBody;
use crate::model::Role;
use serde_json::{Map, Value};

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
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let new = NewScimTokenBody {
            name: self.name,
            role: Some(self.role.to_string()),
        };
        let added: Map<String, Value> = operator.post("/scim-tokens", &new).await?;
        let text = |name: &str| {
            let value = added.get(name).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        output::record(&[
            ("Name", text("name")),
            ("Role", text("role")),
            ("Address", text("address")),
            ("Token", text("token")),
        ])
    }
}
