//! `signet scim token remove`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::ScimTokenBody;
use anyhow::Context;

/// Make a token worthless
#[derive(clap::Args)]
pub struct Args {
    /// What you call it
    name: String,
}

impl Args {
    /// Does it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let name = self.name;
        let all: Vec<ScimTokenBody> = operator.all("/scim-tokens", &[]).await?;
        let token = all.into_iter().find(|token| token.name == name);
        let token = token.with_context(|| {
            format!("there is no SCIM token {name:?}: `signet scim token list` shows all")
        })?;
        let path = format!("/scim-tokens/{}", token.id);
        operator.delete(&path).await?;
        output::line(&format!("{name} is removed"))
    }
}
