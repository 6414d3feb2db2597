//! `signet app preview`.

use crate::admin::Desk;
use crate::admin::apps;
use crate::cli::output;
use crate::oidc::ClientId;

/// Show what an app would see of somebody: ID token, userinfo and access token
///
/// As after a sign-in with a password in which everything was allowed that the app may ask for.
#[derive(clap::Args)]
pub struct Args {
    /// The client_id
    client_id: String,
    /// A user name or e-mail address
    user: String,
}

impl Args {
    /// Shows it.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let id = ClientId::try_from(self.client_id)?;
        let preview = apps::preview(desk, &id, &self.user).await?;
        if !preview.admitted {
            output::warning(&format!(
                "{} is in none of the groups that may use {id}: this is what the app would see otherwise",
                self.user
            ));
        }
        output::json(&preview)
    }
}
