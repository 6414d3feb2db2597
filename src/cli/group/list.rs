//! `signet group list`.

use crate::admin::part::{MOST, Wanted};
use crate::admin::{Desk, groups};
use crate::cli::output;
use crate::model::Group;
use serde_json::{Value, json};

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
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let mut all = Vec::new();
        let mut wanted = Wanted {
            cursor: None,
            limit: MOST,
        };
        loop {
            let part = groups::list(desk, &self.prefix, &wanted).await?;
            all.extend(part.items);
            wanted.cursor = part.next;
            if wanted.cursor.is_none() {
                break;
            }
        }
        output::list(
            self.json.then_some(as_json),
            &all,
            ["NAME", "DESCRIPTION", "SINCE"],
            row,
            "no groups yet: make one with `signet group add NAME`",
        )
    }
}

fn row(group: &Group) -> [String; 3] {
    [
        group.name.clone(),
        group.description.clone(),
        output::time(group.created_at),
    ]
}

fn as_json(group: &Group) -> Value {
    json!({
        "id": group.id,
        "name": group.name,
        "description": group.description,
        "created_at": output::time(group.created_at),
        "updated_at": output::time(group.updated_at),
    })
}
