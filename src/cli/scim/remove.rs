//! `signet scim token remove`.

use crate::admin::{Desk, scim_tokens};
use crate::cli::output;

/// Make a token worthless
#[derive(clap::Args)]
pub struct Args {
    /// What you call it
    name: String,
}

impl Args {
    /// Does it.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        scim_tokens::remove(desk, &self.name).await?;
        output::line(&format!("{} is removed", self.name))
    }
}
