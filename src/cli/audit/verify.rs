//! `signet audit verify`.

use crate::admin::{Desk, audit};
use crate::cli::output;
use anyhow::bail;

/// Look through the whole chain of events: fails where one was altered, removed, moved or added
#[derive(clap::Args)]
pub struct Args {}

impl Args {
    /// Does it.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let verified = audit::verify(desk).await?;
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
