//! `signet user disable` and `signet user enable`.

use crate::admin::Desk;
use crate::admin::users;
use crate::cli::output;

/// Whom.
#[derive(clap::Args)]
pub struct Args {
    /// User name or e-mail address
    user: String,
}

impl Args {
    /// Shuts somebody out, or lets them in again.
    pub async fn run(self, desk: &Desk<'_>, disabled: bool) -> anyhow::Result<()> {
        let (user, changed) = users::set_disabled(desk, &self.user, disabled).await?;
        let name = user.username.display;
        output::line(&match (disabled, changed) {
            (true, true) => format!("{name} cannot sign in any more; all sessions have ended"),
            (true, false) => format!("{name} could not sign in before either"),
            (false, true) => format!("{name} can sign in again"),
            (false, false) => format!("{name} could sign in before"),
        })
    }
}
