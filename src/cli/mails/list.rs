//! `signet mails list`.

use crate::admin::Desk;
use crate::admin::mails;
use crate::cli::output;
use crate::model::{Mail, MailState};
use serde_json::{Value, json};

const STATES: &str = "\
States:
  waiting  to be tried, or tried again
  sent     a mail server has taken it
  failed   refused, or given up after about a day

Each is shown for a week. What a letter says is never shown: it may hold a link.";

/// List letters with what became of them
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
        let all = mails::list(desk).await?;
        output::list(
            self.json.then_some(as_json),
            &all,
            [
                "WRITTEN AT",
                "TO",
                "KIND",
                "STATE",
                "ATTEMPTS",
                "LAST ERROR",
            ],
            row,
            "nothing within the last week",
        )
    }
}

fn row(mail: &Mail) -> [String; 6] {
    [
        output::time(mail.created_at),
        mail.recipient.clone(),
        mail.kind.as_str().to_owned(),
        state(mail.state).to_owned(),
        mail.attempts.to_string(),
        mail.last_error.clone().unwrap_or_default(),
    ]
}

const fn state(state: MailState) -> &'static str {
    match state {
        MailState::Waiting => "waiting",
        MailState::Sent => "sent",
        MailState::Failed => "failed",
    }
}

fn as_json(mail: &Mail) -> Value {
    let is_waiting = mail.state == MailState::Waiting;
    json!({
        "id": mail.id,
        "to": mail.recipient,
        "kind": mail.kind.as_str(),
        "state": state(mail.state),
        "attempts": mail.attempts,
        "next_attempt_at": is_waiting.then(|| output::time(mail.next_attempt_at)),
        "last_attempt_at": mail.last_attempt_at.map(output::time),
        "last_error": mail.last_error,
        "written_at": output::time(mail.created_at),
    })
}
