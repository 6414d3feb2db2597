//! `signet audit export`.

use super::filter::{Filter, borrowed};
use crate::cli::operator::{Operator, Parts};
use crate::cli::output;
use crate::http::api::bodies::ChainedBody;

const EXAMPLES: &str = "\
Each line is an object with the event's `position` in the chain, its `hash`, and the `event`:
  signet audit export > events.jsonl
  signet audit export --after 1200 >> events.jsonl";

/// Print events in order, one JSON object a line
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Begin after the event with this position
    #[arg(long, default_value_t = 0)]
    after: i64,
    #[command(flatten)]
    filter: Filter,
}

impl Args {
    /// Does it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let filter = self.filter.read(operator).await?;
        let query = borrowed(&filter);
        let mut parts = Parts::of("/audit/events", &query).after(self.after.to_string());
        while let Some(part) = parts.next::<ChainedBody>(operator).await? {
            for chained in part {
                output::line(&serde_json::to_string(&chained)?)?;
            }
        }
        Ok(())
    }
}
