//! `signet group list`.

use crate::cli::operator::{LONG, Operator};
use crate::cli::output;
use crate::http::api::bodies::GroupBody;

/// List groups
#[derive(clap::Args)]
pub struct Args {
    /// Only those whose names begin so
    #[arg(default_value = "")]
    prefix: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let query = [("search", self.prefix.as_str()), LONG];
        let all = operator.all("/groups", &query).await?;
        output::list(
            self.json,
            &all,
            ["NAME", "DESCRIPTION", "SINCE"],
            row,
            "no groups yet: make one with `signet group add NAME`",
        )
    }
}

fn row(group: &GroupBody) -> [String; 3] {
    [
        group.name.clone(),
        group.description.clone(),
        group.created_at.clone(),
    ]
}
