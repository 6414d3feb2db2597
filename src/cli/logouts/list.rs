//! `signet logouts list`.

use crate::cli::operator::{LONG, Operator};
use crate::cli::output;
use crate::http::api::bodies::LogoutBody;

const STATES: &str = "\
States:
  waiting    to be tried, or tried again
  delivered  the app has confirmed it
  failed     given up after about a day

Each is shown for a week.";

/// List what apps with a backchannel_logout_uri were told, newest first
#[derive(clap::Args)]
#[command(after_help = STATES)]
pub struct Args {
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
        let most = self.limit.into();
        output::list(
            self.json,
            &operator.some("/deliveries/logouts", &[LONG], most).await?,
            ["ENDED AT", "APP", "STATE", "ATTEMPTS", "RESULT", "SID"],
            row,
            "nothing within the last week",
        )
    }
}

fn row(delivery: &LogoutBody) -> [String; 6] {
    [
        delivery.created_at.clone(),
        delivery.client_id.clone(),
        delivery.state.clone(),
        delivery.attempts.to_string(),
        output::result(delivery.last_status, delivery.last_error.as_deref()),
        delivery.session_id.clone(),
    ]
}
