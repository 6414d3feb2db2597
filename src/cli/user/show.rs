//! `signet user show`.

use super::list::claim;
use super::named;
use crate::cli::operator::Operator;
use crate::cli::output;

/// Show everything about a person but their secrets
#[derive(clap::Args)]
pub struct Args {
    /// User name, e-mail address or sub
    user: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Shows it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let user = named(operator, &self.user).await?;
        if self.json {
            return output::json(&user);
        }
        let (name, email) = (claim(&user, "name"), claim(&user, "email"));
        output::record(&[
            ("sub", user.sub),
            ("username", user.username),
            ("name", name),
            ("email", email),
            ("groups", user.groups.join(", ")),
            ("roles", user.roles.join(", ")),
            ("disabled", user.disabled_at.unwrap_or_default()),
            ("added", user.created_at),
            ("changed", user.updated_at),
        ])
    }
}
