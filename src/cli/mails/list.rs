//! `signet mails list`.

use crate::cli::operator::{LONG, Operator};
use crate::cli::output;
use crate::http::api::bodies::LetterBody;

const STATES: &str = "\
States:
  waiting  to be tried, or tried again
  sent     a mail server has taken it
  failed   refused, or given up after about a day

Each is shown for a week. What a letter says is never shown: it may hold a link.";

/// List letters with what became of them, newest first
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
            &operator.some("/deliveries/letters", &[LONG], most).await?,
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

fn row(letter: &LetterBody) -> [String; 6] {
    [
        letter.created_at.clone(),
        letter.to.clone(),
        letter.kind.clone(),
        letter.state.clone(),
        letter.attempts.to_string(),
        letter.last_error.clone().unwrap_or_default(),
    ]
}
