//! `signet user disable` and `signet user enable`.

use super::{named, path};
use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::UserBody;
use serde_json::json;

/// Whom.
#[derive(clap::Args)]
pub struct Args {
    /// User name, e-mail address or sub
    user: String,
}

impl Args {
    /// Shuts somebody out, or lets them in again.
    pub async fn run(self, operator: &Operator, disabled: bool) -> anyhow::Result<()> {
        let user = named(operator, &self.user).await?;
        let body = json!({ "disabled": disabled });
        let path = path(&user, "");
        operator.patch::<UserBody>(&path, None, body).await?;
        let name = user.username;
        output::line(&match (disabled, user.disabled != disabled) {
            (true, true) => format!("{name} cannot sign in any more; all sessions have ended"),
            (true, false) => format!("{name} could not sign in before either"),
            (false, true) => format!("{name} can sign in again"),
            (false, false) => format!("{name} could sign in before"),
        })
    }
}
