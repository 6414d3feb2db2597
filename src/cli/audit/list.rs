//! `signet audit list`.

use super::filter::{Filter, borrowed};
use crate::cli::operator::{LONG, Operator};
use crate::cli::output;
use crate::clock::Timestamp;
use crate::http::api::bodies::EventBody;
use serde_json::Value;

const EXAMPLES: &str = "\
Examples:
  signet audit list --person alice
  signet audit list --kind client --since-days 7
  signet audit list --kind user.disabled --json";

/// List events, newest first
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    filter: Filter,
    /// How many
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=10_000))]
    limit: u16,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let (at, none) = ("/events", "nothing has happened");
        list(operator, (at, self.limit), self.filter, self.json, none).await
    }
}

/// Lists so many of what a path of the API has, as far as `filter` lets it through; `none` says that
/// there is nothing.
pub async fn list(
    operator: &Operator,
    (path, limit): (&str, u16),
    filter: Filter,
    json: bool,
    none: &str,
) -> anyhow::Result<()> {
    let filter = filter.read(operator).await?;
    let mut query = borrowed(&filter);
    query.push(LONG);
    let all = operator.some(path, &query, limit.into()).await?;
    let heads = [
        "AT", "KIND", "OUTCOME", "BY", "PERSON", "APP", "ADDRESS", "DETAIL",
    ];
    output::list(json, &all, heads, row, none)
}

/// An event in columns.
pub fn row(event: &EventBody) -> [String; 8] {
    let text = |name: &str| {
        let value = event.0.get(name).and_then(Value::as_str);
        value.unwrap_or_default().to_owned()
    };
    let at = event.0.get("at").and_then(Value::as_i64);
    [
        output::maybe_time(at.map(Timestamp)),
        text("kind"),
        text("outcome"),
        text("actor"),
        text("person"),
        text("client"),
        text("address"),
        detail(event),
    ]
}

/// The rest, as `name=value`.
pub fn detail(event: &EventBody) -> String {
    let detail = event.0.get("detail").and_then(Value::as_object);
    let parts: Vec<_> = detail
        .into_iter()
        .flatten()
        .map(|(name, value)| format!("{name}={}", value.as_str().unwrap_or_default()))
        .collect();
    parts.join(" ")
}
