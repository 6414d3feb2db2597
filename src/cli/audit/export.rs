//! `signet audit export`.

use super::filter::Filter;
use crate::admin::{Desk, audit};
use crate::cli::output;
use serde_json::json;

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
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let filter = self.filter.read(desk).await?;
        let mut position = self.after;
        while let Some(part) = audit::export(desk, &filter, position).await? {
            position = part.next;
            for chained in &part.events {
                let line = json!({
                    "position": chained.position,
                    "hash": data_encoding::HEXLOWER.encode(&chained.hash),
                    "event": chained.event,
                });
                output::line(&line.to_string())?;
            }
        }
        Ok(())
    }
}
