//! `signet group add`.

use crate::admin::Desk;
use crate::admin::groups::{self, NewGroup};
use crate::cli::output;

/// Make a group
///
/// A group that somebody is put into is made by itself; this makes one that nobody is in yet.
#[derive(clap::Args)]
pub struct Args {
    /// What apps and rules know it by
    name: String,
    /// What it is for
    #[arg(long, value_name = "TEXT", default_value = "")]
    description: String,
}

impl Args {
    /// Makes it.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let new = NewGroup {
            name: self.name,
            description: self.description,
        };
        let group = groups::create(desk, new).await?;
        output::line(&format!("made the group {}", group.name))
    }
}
