//! `signet traces`.

use super::audit::{detail, row};
use super::deployment::Deployment;
use super::output;
use crate::admin::Desk;
use crate::admin::traces::{self, Trace};
use crate::model::{Event, TraceId};
use serde_json::{Value, json};

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
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let services = deployment.open().await?;
        let desk = Desk::command_line(&services);
        let done = self.show(&desk).await;
        services.store.close().await;
        done
    }

    async fn show(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        if let Some(id) = self.trace {
            let steps = traces::show(desk, id).await?;
            return output::list(
                self.json.then_some(Event::clone),
                &steps,
                ["AT", "STEP", "OUTCOME", "DETAIL"],
                step,
                "nothing is kept of this sign-in",
            );
        }
        output::list(
            self.json.then_some(as_json),
            &traces::list(desk).await?,
            ["BEGAN AT", "LAST STEP", "STEPS", "APP", "PERSON", "ID"],
            line,
            "nothing is kept of sign-ins (setting sign_in_trace)",
        )
    }
}

fn step(event: &Event) -> [String; 4] {
    let [at, kind, outcome, ..] = row(event);
    [at, kind, outcome, detail(event)]
}

fn line(trace: &Trace) -> [String; 6] {
    [
        output::time(trace.began_at),
        trace.last_step.clone(),
        trace.steps.to_string(),
        trace
            .client
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        trace.person.map(|id| id.to_string()).unwrap_or_default(),
        trace.id.to_string(),
    ]
}

fn as_json(trace: &Trace) -> Value {
    json!({
        "id": trace.id,
        "began_at": output::time(trace.began_at),
        "last_at": output::time(trace.last_at),
        "last_step": trace.last_step,
        "outcome": trace.outcome,
        "client_id": trace.client,
        "sub": trace.person,
        "steps": trace.steps,
    })
}
