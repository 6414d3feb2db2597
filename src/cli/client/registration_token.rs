//! `signet client registration-token`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::{
    NewRegistrationTokenBody, RegistrationTokenBody, RevokedRegistrationTokenBody,
};
use serde_json::Value;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Make a token with which an app may register itself
///
/// The app sends it as a bearer token to the registration endpoint (RFC 7591); see the setting
/// `registration`. It is shown this once.
#[derive(clap::Args)]
pub struct Args {
    /// For how many days it is good
    #[arg(long, value_name = "DAYS", default_value_t = 7, value_parser = clap::value_parser!(i64).range(1..=365))]
    days: i64,
    /// It is good for one registration only
    #[arg(long)]
    once: bool,
    /// Make this token worthless instead
    #[arg(long, value_name = "TOKEN", conflicts_with_all = ["days", "once"])]
    revoke: Option<String>,
}

impl Args {
    /// Makes the token, or ends one.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        if let Some(token) = self.revoke {
            let body = RevokedRegistrationTokenBody { token };
            let path = "/registration-tokens/revocation";
            operator.post::<Value>(path, &body).await?;
            return output::line("the token is worthless now");
        }
        let new = NewRegistrationTokenBody {
            expires_in: Some(self.days * DAY),
            once: Some(self.once),
        };
        let made: RegistrationTokenBody = operator.post("/registration-tokens", &new).await?;
        output::line(&made.token)
    }
}
