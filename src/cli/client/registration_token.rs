//! `signet client registration-token`.

use crate::admin::Desk;
use crate::admin::registration::InitialAccessToken;
use crate::cli::output;
use std::time::Duration;

/// Make a token with which an app may register itself
///
/// The app sends it as a bearer token to the registration endpoint (RFC 7591); see the setting
/// `registration`. It is shown this once.
#[derive(clap::Args)]
pub struct Args {
    /// For how many days it is good
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(u64).range(1..=365))]
    days: u64,
    /// It is good for one registration only
    #[arg(long)]
    once: bool,
    /// Make this token worthless instead
    #[arg(long, value_name = "TOKEN", conflicts_with_all = ["days", "once"])]
    revoke: Option<String>,
}

impl Args {
    /// Makes the token, or ends one.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        if let Some(token) = &self.revoke {
            InitialAccessToken::revoke(desk, token).await?;
            return output::line("the token is worthless now");
        }
        let lifetime = Duration::from_hours(24 * self.days);
        let token = InitialAccessToken::issue(desk, lifetime, self.once).await?;
        output::line(&token)
    }
}
