//! `signet logouts list`.

use crate::admin::Desk;
use crate::admin::logouts;
use crate::cli::output;
use crate::model::{DeliveryState, LogoutDelivery};
use serde_json::{Value, json};

const STATES: &str = "\
States:
  waiting    to be tried, or tried again
  delivered  the app has confirmed it
  failed     given up after about a day

Each is shown for a week.";

/// List what apps with a backchannel_logout_uri were told
#[derive(clap::Args)]
#[command(after_help = STATES)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let all = logouts::list(desk).await?;
        output::list(
            self.json.then_some(as_json),
            &all,
            ["ENDED AT", "APP", "STATE", "ATTEMPTS", "RESULT", "SID"],
            row,
            "nothing within the last week",
        )
    }
}

fn row(delivery: &LogoutDelivery) -> [String; 6] {
    let status = delivery.last_status.map(|status| format!("HTTP {status}"));
    [
        output::time(delivery.created_at),
        delivery.client_id.to_string(),
        delivery.state.as_str().to_owned(),
        delivery.attempts.to_string(),
        status
            .or_else(|| delivery.last_error.clone())
            .unwrap_or_default(),
        delivery.session_id.to_string(),
    ]
}

fn as_json(delivery: &LogoutDelivery) -> Value {
    let is_waiting = delivery.state == DeliveryState::Waiting;
    json!({
        "id": delivery.id,
        "client_id": delivery.client_id,
        "sub": delivery.user_id,
        "sid": delivery.session_id,
        "state": delivery.state.as_str(),
        "attempts": delivery.attempts,
        "next_attempt_at": is_waiting.then(|| output::time(delivery.next_attempt_at)),
        "last_attempt_at": delivery.last_attempt_at.map(output::time),
        "last_status": delivery.last_status,
        "last_error": delivery.last_error,
        "ended_at": output::time(delivery.created_at),
    })
}
