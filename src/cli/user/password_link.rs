//! `signet user password-link`.

use super::{named, path};
use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::LinkBody;

/// Have somebody choose a new password by a link, which works for an hour and once
///
/// It is sent where mail goes out, and printed where it does not, for you to hand over.
#[derive(clap::Args)]
pub struct Args {
    /// User name, e-mail address or sub
    user: String,
}

impl Args {
    /// Sends it, or prints it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let user = named(operator, &self.user).await?;
        let sent: LinkBody = operator.order(&path(&user, "/password-link")).await?;
        match sent.link {
            Some(link) => output::line(&link),
            None => output::line(&format!("a link was sent to {}", user.username)),
        }
    }
}
