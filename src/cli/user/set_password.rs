//! `signet user set-password`.

use crate::admin::Desk;
use crate::admin::users;
use crate::cli::{output, password};

const EXAMPLES: &str = "\
Type the password when asked:
  signet user set-password alice

Take it from a file, for scripts:
  signet user set-password alice@example.com < password.txt";

/// Give somebody another password, and end their sessions and tokens at once
///
/// The password is asked for, or read from standard input as one line.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// User name or e-mail address
    user: String,
}

impl Args {
    /// Sets it.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let name = users::find(desk, &self.user).await?.user.username;
        let password = password::ask(&name.display)?;
        let changed = users::set_password(desk, &name.key, password).await?;
        if let Some(warning) = changed.warning {
            output::warning(&warning);
        }
        let name = changed.user.username.display;
        output::line(&format!(
            "{name} has a new password; all earlier sessions have ended"
        ))
    }
}
