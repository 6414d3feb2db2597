//! `signet client show`.

use super::path;
use crate::cli::operator::Operator;
use crate::cli::output;
use serde_json::{Map, Value};

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
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let members: Map<String, Value> = operator.get(&path(&self.client_id)).await?;
        if self.json {
            return output::json(&members);
        }
        let fields: Vec<_> = members
            .iter()
            .map(|(name, value)| (name.as_str(), output::plain(value)))
            .collect();
        output::record(&fields)
    }
}
