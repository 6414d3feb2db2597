//! `signet scim token list`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::ScimTokenBody;

/// List the tokens, and when each was last used
#[derive(clap::Args)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        output::list(
            self.json,
            &operator.all("/scim-tokens", &[]).await?,
            ["NAME", "ROLE", "CREATED", "LAST USED"],
            row,
            "there are no SCIM tokens",
        )
    }
}

fn row(token: &ScimTokenBody) -> [String; 4] {
    let last_used = token.last_used_at.clone();
    [
        token.name.clone(),
        token.role.clone(),
        token.created_at.clone(),
        last_used.unwrap_or_else(|| "never".to_owned()),
    ]
}
