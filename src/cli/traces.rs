//! `signet traces`.

use super::audit::{detail, row};
use super::operator::Operator;
use super::output;
use crate::http::api::bodies::{EventBody, TraceBody};
use crate::model::TraceId;

/// See how the latest sign-ins went, or one of them step by step
#[derive(clap::Args)]
pub struct Args {
    /// The identifier of one sign-in
    trace: Option<TraceId>,
    /// Print JSON
    #[arg(long)]
    json: bool,
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
        output::list(
            self.json,
            &operator.all("/traces", &[]).await?,
            ["BEGAN AT", "LAST STEP", "STEPS", "APP", "PERSON", "ID"],
            line,
            "nothing is kept of sign-ins (setting sign_in_trace)",
        )
    }
}

fn step(event: &EventBody) -> [String; 4] {
    let [at, kind, outcome, ..] = row(event);
    [at, kind, outcome, detail(event)]
}

fn line(trace: &TraceBody) -> [String; 6] {
    [
        trace.began_at.clone(),
        trace.last_step.clone(),
        trace.steps.to_string(),
        trace.client_id.clone().unwrap_or_default(),
        trace.user_id.clone().unwrap_or_default(),
        trace.id.clone(),
    ]
}
