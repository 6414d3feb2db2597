//! `signet group add`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::{GroupBody, NewGroupBody};

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
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let new = NewGroupBody {
            name: self.name,
            description: Some(self.description),
        };
        let group: GroupBody = operator.post("/groups", &new).await?;
        output::line(&format!("made the group {}", group.name))
    }
}
