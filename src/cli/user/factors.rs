//! `signet user factors` and `signet user reset-factors`.

use super::{named, path};
use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::FactorBody;

/// List what somebody signs in with besides the password
#[derive(clap::Args)]
pub struct ListArgs {
    /// User name, e-mail address or sub
    user: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl ListArgs {
    /// Lists it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let user = named(operator, &self.user).await?;
        let all = operator.all(&path(&user, "/factors"), &[]).await?;
        output::list(
            self.json,
            &all,
            ["KIND", "NAME", "SINCE", "LAST USED"],
            row,
            "nothing but the password, if there is one",
        )
    }
}

fn row(factor: &FactorBody) -> [String; 4] {
    [
        factor.kind.clone(),
        factor.name.clone(),
        factor.created_at.clone(),
        factor.last_used_at.clone().unwrap_or_default(),
    ]
}

/// Remove what somebody signs in with besides the password, and end their sessions
///
/// For a person who has lost it. They sign in with the password alone, and set something up anew
/// where it is demanded.
#[derive(clap::Args)]
pub struct ResetArgs {
    /// User name, e-mail address or sub
    user: String,
}

impl ResetArgs {
    /// Removes it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let user = named(operator, &self.user).await?;
        let path = path(&user, "/factors");
        let all = operator.all::<FactorBody>(&path, &[]).await?;
        let is_factor = |factor: &&FactorBody| factor.kind != "recovery_code";
        let count = all.iter().filter(is_factor).count();
        operator.delete(&path).await?;
        let name = user.username;
        output::line(&match count {
            0 => format!("{name} had no second factor; all sessions have ended"),
            _ => format!("{name} has no second factor any more; all sessions have ended"),
        })
    }
}
