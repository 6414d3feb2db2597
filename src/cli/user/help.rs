//! `signet user unlock`, `signet user sign-out` and `signet user remove`.

use super::{named, path};
use crate::cli::operator::Operator;
use crate::cli::output;

/// Whom.
#[derive(clap::Args)]
pub struct Args {
    /// User name, e-mail address or sub
    user: String,
}

impl Args {
    /// Removes what is `of` the person; gives their name.
    async fn without(self, operator: &Operator, of: &str) -> anyhow::Result<String> {
        let user = named(operator, &self.user).await?;
        operator.delete(&path(&user, of)).await?;
        Ok(user.username)
    }

    /// Forgets failed sign-ins.
    pub async fn unlock(self, operator: &Operator) -> anyhow::Result<()> {
        let name = self.without(operator, "/failures").await?;
        output::line(&format!(
            "{name} need not wait after failed sign-ins any more"
        ))
    }

    /// Ends all sessions and tokens.
    pub async fn sign_out(self, operator: &Operator) -> anyhow::Result<()> {
        let name = self.without(operator, "/sessions").await?;
        output::line(&format!("all sessions and tokens of {name} have ended"))
    }

    /// Removes the account.
    pub async fn remove(self, operator: &Operator) -> anyhow::Result<()> {
        let name = self.without(operator, "").await?;
        output::line(&format!("removed {name}"))
    }
}
