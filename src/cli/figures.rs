//! `signet figures`.

use super::operator::{Operator, target};
use super::output;
use crate::http::api::bodies::{FiguresBody, OverviewBody};

/// See how much there is, and how much happened within the last hours
#[derive(clap::Args)]
pub struct Args {
    /// How many hours back, at most a week
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u16).range(1..=168))]
    hours: u16,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Prints them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let hours = self.hours.to_string();
        let target = target("/figures", &[("hours", hours.as_str())]);
        let all: OverviewBody = operator.get(&target).await?;
        if self.json {
            return output::json(&all);
        }
        output::record(&[
            ("sessions that go on", all.sessions.to_string()),
            ("logout tokens to be sent", all.logouts.to_string()),
            ("letters to be sent", all.letters.to_string()),
        ])?;
        output::line("")?;
        let rows: Vec<_> = all.past.iter().map(row).collect();
        output::table(
            ["FROM", "SIGN-INS", "FAILURES", "TOKENS"],
            &rows,
            &format!("nothing happened within the last {hours} hours"),
        )
    }
}

fn row(quarter: &FiguresBody) -> [String; 4] {
    [
        quarter.began_at.clone(),
        quarter.sign_ins.to_string(),
        quarter.failures.to_string(),
        quarter.tokens.to_string(),
    ]
}
