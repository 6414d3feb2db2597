//! `signet user set-password`.

use super::{named, path};
use crate::cli::operator::Operator;
use crate::cli::{output, password};
use serde_json::{Value, json};

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
    /// User name, e-mail address or sub
    user: String,
}

impl Args {
    /// Sets it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let user = named(operator, &self.user).await?;
        let password = password::ask(&user.username)?;
        let body = Some(json!({ "password": password.expose() }));
        let set: Value = operator.put(&path(&user, "/password"), None, body).await?;
        output::warning_of(set.get("warning"));
        let name = user.username;
        output::line(&format!(
            "{name} has a new password; all earlier sessions have ended"
        ))
    }
}
