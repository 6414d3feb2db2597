//! `signet user unlock`, `signet user sign-out` and `signet user remove`.

use crate::admin::{Desk, users};
use crate::cli::output;

/// Whom.
#[derive(clap::Args)]
pub struct Args {
    /// User name or e-mail address
    user: String,
}

impl Args {
    /// Forgets failed sign-ins.
    pub async fn unlock(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let user = users::unlock(desk, &self.user).await?;
        let name = user.username.display;
        output::line(&format!(
            "{name} need not wait after failed sign-ins any more"
        ))
    }

    /// Ends all sessions and tokens.
    pub async fn sign_out(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let user = users::sign_out(desk, &self.user).await?;
        let name = user.username.display;
        output::line(&format!("all sessions and tokens of {name} have ended"))
    }

    /// Removes the account.
    pub async fn remove(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let user = users::named(desk, &self.user).await?;
        let user = users::remove(desk, user.id, None).await?;
        output::line(&format!("removed {}", user.username.display))
    }
}
