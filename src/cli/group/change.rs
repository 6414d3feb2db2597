//! `signet group rename`, `signet group describe` and `signet group remove`.

use crate::admin::Desk;
use crate::admin::groups::{self, NewGroup};
use crate::cli::output;

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

impl RenameArgs {
    /// Renames it.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let group = groups::find(desk, &self.name).await?;
        let new = NewGroup {
            name: self.to,
            description: group.description,
        };
        let group = groups::change(desk, group.id, None, new).await?;
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
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let group = groups::find(desk, &self.name).await?;
        let new = NewGroup {
            name: group.name,
            description: self.description,
        };
        groups::change(desk, group.id, None, new).await?;
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
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let group = groups::find(desk, &self.name).await?;
        groups::remove(desk, group.id, None).await?;
        output::line(&format!("removed the group {}", self.name))
    }
}
