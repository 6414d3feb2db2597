//! `signet audit list`.

use super::filter::Filter;
use crate::admin::{Desk, events};
use crate::cli::output;
use crate::model::{Event, EventOutcome};
use crate::store::Page;

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
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    limit: u32,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let filter = self.filter.read(desk).await?;
        let page = Page {
            after: None,
            limit: self.limit,
        };
        let all = events::list(desk, filter, page).await?;
        output::list(
            self.json.then_some(Event::clone),
            &all,
            [
                "AT", "KIND", "OUTCOME", "BY", "PERSON", "APP", "ADDRESS", "DETAIL",
            ],
            row,
            "nothing has happened",
        )
    }
}

/// An event in columns.
pub fn row(event: &Event) -> [String; 8] {
    [
        output::time(event.at),
        event.kind.to_string(),
        outcome(event.outcome).to_owned(),
        event.actor.to_string(),
        event.person.map(|id| id.to_string()).unwrap_or_default(),
        event
            .client
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        event.address.clone().unwrap_or_default(),
        detail(event),
    ]
}

const fn outcome(outcome: EventOutcome) -> &'static str {
    match outcome {
        EventOutcome::Success => "success",
        EventOutcome::Failure => "failure",
    }
}

/// The rest, as `name=value`.
pub fn detail(event: &Event) -> String {
    let detail = event.detail.iter();
    let parts: Vec<_> = detail
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    parts.join(" ")
}
