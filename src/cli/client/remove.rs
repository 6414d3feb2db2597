//! `signet client remove`.

use crate::admin::Desk;
use crate::admin::clients;
use crate::cli::output;
use crate::oidc::ClientId;

/// Remove an app with its consents; its tokens end at once
#[derive(clap::Args)]
pub struct Args {
    /// The client_id
    client_id: String,
}

impl Args {
    /// Removes it.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let id = ClientId::try_from(self.client_id)?;
        clients::remove(desk, &id, None).await?;
        output::line(&format!("removed {id}"))
    }
}
