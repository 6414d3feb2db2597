//! `signet group`.

mod add;
mod change;
mod list;
mod members;

use super::deployment::Deployment;
use super::operator::Operator;
use crate::http::api::bodies::GroupBody;
use anyhow::Context;

/// Make groups, list them, rename and remove them, say who is in them
#[derive(clap::Subcommand)]
pub enum Command {
    Add(add::Args),
    List(list::Args),
    Rename(change::RenameArgs),
    Describe(change::DescribeArgs),
    Remove(change::RemoveArgs),
    Members(members::ListArgs),
    /// Put people into a group
    Join(members::ChangeArgs),
    /// Take people out of a group
    Leave(members::ChangeArgs),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let work = async |operator: &_| match self {
            Self::Add(args) => args.run(operator).await,
            Self::List(args) => args.run(operator).await,
            Self::Rename(args) => args.run(operator).await,
            Self::Describe(args) => args.run(operator).await,
            Self::Remove(args) => args.run(operator).await,
            Self::Members(args) => args.run(operator).await,
            Self::Join(args) => args.run(operator, true).await,
            Self::Leave(args) => args.run(operator, false).await,
        };
        deployment.operate(work).await
    }
}

/// Where the group of this name is.
async fn path(operator: &Operator, name: &str) -> anyhow::Result<String> {
    // The shortest name that begins so comes first.
    let query = [("search", name), ("limit", "1")];
    let found = operator.some::<GroupBody>("/groups", &query, 1).await?;
    let found = found.into_iter().find(|group| group.name == name);
    let found = found
        .with_context(|| format!("there is no group {name:?}: `signet group list` shows all"))?;
    Ok(format!("/groups/{}", found.id))
}
