//! `signet group rename`, `signet group describe` and `signet group remove`.

use super::path;
use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::GroupBody;
use serde_json::json;

/// Give a group another name; its members and the roles over it follow
///
/// Rules that name the group, in settings and at apps, do not follow.
#[derive(clap::Args)]
pub struct RenameArgs {
    /// Its name
    name: String,
    /// The new name
    to: String,
}

/// Makes of the group of this name what `change` says.
async fn change(
    operator: &Operator,
    name: &str,
    change: impl FnOnce(&mut GroupBody),
) -> anyhow::Result<GroupBody> {
    let path = path(operator, name).await?;
    let mut seen = operator.see::<GroupBody>(&path).await?;
    change(&mut seen.it);
    let body = json!({"name": seen.it.name, "description": seen.it.description});
    operator.put(&path, Some(&seen.tag), Some(body)).await
}

impl RenameArgs {
    /// Renames it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let group = change(operator, &self.name, |group| group.name = self.to).await?;
        output::line(&format!("{} is now called {}", self.name, group.name))
    }
}

/// Say what a group is for
#[derive(clap::Args)]
pub struct DescribeArgs {
    /// Its name
    name: String,
    /// What it is for
    description: String,
}

impl DescribeArgs {
    /// Describes it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        change(operator, &self.name, |group| {
            group.description = self.description;
        })
        .await?;
        output::line(&format!("described {}", self.name))
    }
}

/// Remove a group; nobody is in it any more
#[derive(clap::Args)]
pub struct RemoveArgs {
    /// Its name
    name: String,
}

impl RemoveArgs {
    /// Removes it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let path = path(operator, &self.name).await?;
        operator.delete(&path).await?;
        output::line(&format!("removed the group {}", self.name))
    }
}
