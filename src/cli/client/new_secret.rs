//! `signet client new-secret`.

use super::path;
use crate::cli::operator::Operator;
use crate::cli::output;
use serde_json::{Map, Value};

/// Give an app another secret; the old one stops working at once
#[derive(clap::Args)]
pub struct Args {
    /// The client_id
    client_id: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Makes it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let path = format!("{}/secret", path(&self.client_id));
        let now: Map<String, Value> = operator.order(&path).await?;
        if self.json {
            return output::json(&now);
        }
        super::print_secret(&now)
    }
}
