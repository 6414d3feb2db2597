//! `signet traces`.

use super::audit::{About, borrowed, detail, row};
use super::operator::{LONG, Operator};
use super::output;
use crate::http::api::bodies::{EventBody, TraceBody};
use crate::model::TraceId;

const EXAMPLES: &str = "\
Examples:
  signet traces --person alice
  signet traces --client wiki --outcome failure";

/// See how sign-ins went, those that began last first, or one of them step by step
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The identifier of one sign-in
    #[arg(conflicts_with_all = ["person", "client", "outcome", "limit"])]
    trace: Option<TraceId>,
    #[command(flatten)]
    about: About,
    /// Only those whose last step ended so
    #[arg(long)]
    outcome: Option<Outcome>,
    /// How many
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=20_000))]
    limit: u16,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// How a step ended.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Outcome {
    Success,
    Failure,
}

impl Args {
    /// Does it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        if let Some(id) = self.trace {
            let steps = operator.all(&format!("/traces/{id}"), &[]).await?;
            return output::list(
                self.json,
                &steps,
                ["AT", "STEP", "OUTCOME", "DETAIL"],
                step,
                "nothing is kept of this sign-in",
            );
        }
        let about = self.about.read(operator).await?;
        let mut query = borrowed(&about);
        query.extend(self.outcome.map(|outcome| match outcome {
            Outcome::Success => ("outcome", "success"),
            Outcome::Failure => ("outcome", "failure"),
        }));
        query.push(LONG);
        output::list(
            self.json,
            &operator.some("/traces", &query, self.limit.into()).await?,
            [
                "BEGAN AT",
                "LAST STEP",
                "OUTCOME",
                "STEPS",
                "APP",
                "PERSON",
                "ID",
            ],
            line,
            "nothing is kept of such sign-ins (setting sign_in_trace)",
        )
    }
}

fn step(event: &EventBody) -> [String; 4] {
    let [at, kind, outcome, ..] = row(event);
    [at, kind, outcome, detail(event)]
}

fn line(trace: &TraceBody) -> [String; 7] {
    [
        trace.began_at.clone(),
        trace.last_step.clone(),
        trace.outcome.clone(),
        trace.steps.to_string(),
        trace.client_id.clone().unwrap_or_default(),
        trace.user_id.clone().unwrap_or_default(),
        trace.id.clone(),
    ]
}
