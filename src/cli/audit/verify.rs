//! `signet audit verify`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::VerificationBody;
use anyhow::bail;

/// Look through the whole chain of events: fails where one was altered, removed, moved or added
#[derive(clap::Args)]
pub struct Args {}

impl Args {
    /// Does it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let verified: VerificationBody = operator.get("/audit/verification").await?;
        if let Some(broken) = verified.broken {
            bail!("the audit log is not what was written: {broken}");
        }
        if verified.last < verified.first {
            return output::line("there are no events");
        }
        output::line(&format!(
            "events {} to {} are as they were written",
            verified.first, verified.last
        ))
    }
}
