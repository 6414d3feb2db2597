//! `signet user show`.

use super::list::as_json;
use crate::admin::{Desk, users};
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
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let user = users::named(desk, &self.user).await?;
        if self.json {
            return output::json(&as_json(&user));
        }
        let roles: Vec<_> = user.roles.iter().map(ToString::to_string).collect();
        output::record(&[
            ("sub", user.sub().into_owned()),
            ("username", user.username.display),
            ("name", user.claims.name.unwrap_or_default()),
            ("email", user.claims.email.unwrap_or_default()),
            ("groups", user.groups.join(", ")),
            ("roles", roles.join(", ")),
            ("disabled", output::maybe_time(user.disabled_at)),
            ("added", output::time(user.created_at)),
            ("changed", output::time(user.updated_at)),
        ])
    }
}
