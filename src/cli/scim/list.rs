//! `signet scim token list`.

use crate::admin::{Desk, scim_tokens};
use crate::cli::output;
use crate::model::ScimToken;
use serde_json::{Value, json};

/// List the tokens, and when each was last used
#[derive(clap::Args)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let all = scim_tokens::list(desk).await?;
        if self.json {
            return output::json(&all.iter().map(as_json).collect::<Vec<_>>());
        }
        let rows: Vec<_> = all.iter().map(row).collect();
        let header = ["NAME", "ROLE", "CREATED", "LAST USED"];
        output::table(header, &rows, "there are no SCIM tokens")
    }
}

fn row(token: &ScimToken) -> [String; 4] {
    let last_used = token.last_used_at.map(output::time);
    [
        token.name.clone(),
        token.role.to_string(),
        output::time(token.created_at),
        last_used.unwrap_or_else(|| "never".to_owned()),
    ]
}

fn as_json(token: &ScimToken) -> Value {
    json!({
        "id": token.id,
        "name": token.name,
        "role": token.role,
        "created_at": output::time(token.created_at),
        "last_used_at": token.last_used_at.map(output::time),
    })
}
