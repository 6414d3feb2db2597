//! `signet audit list`.

use crate::admin::{Desk, events, users};
use crate::cli::output;
use crate::clock::Timestamp;
use crate::model::{Event, EventOutcome};
use crate::oidc::ClientId;
use crate::store::{EventFilter, Page};
use std::time::Duration;

const EXAMPLES: &str = "\
Examples:
  signet audit list --person alice
  signet audit list --kind client --since-days 7
  signet audit list --kind user.disabled --json";

/// List events, newest first
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Only of this kind, such as user.disabled, or of this area, such as user
    #[arg(long)]
    kind: Option<String>,
    /// Only about the person with this user name or e-mail address
    #[arg(long)]
    person: Option<String>,
    /// Only about the app with this client ID
    #[arg(long)]
    client: Option<String>,
    /// Only of the last days
    #[arg(long, value_name = "DAYS")]
    since_days: Option<u64>,
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
        let person = match &self.person {
            Some(login) => Some(users::find(desk, login).await?.user.id),
            None => None,
        };
        let client = self.client.map(ClientId::try_from).transpose()?;
        let filter = EventFilter {
            since: self.since_days.map(|days| since(desk.now(), days)),
            until: None,
            kind: self.kind,
            person,
            client,
        };
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

fn since(now: Timestamp, days: u64) -> Timestamp {
    now.minus(Duration::from_hours(days.saturating_mul(24)))
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
