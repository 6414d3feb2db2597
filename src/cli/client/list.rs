//! `signet client list`.

use crate::admin::Desk;
use crate::admin::clients;
use crate::cli::output;
use crate::model::Client;

/// List all apps
#[derive(clap::Args)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let all = clients::list(desk).await?;
        output::list(
            self.json.then_some(super::as_json),
            &all,
            ["CLIENT_ID", "NAME", "AUTHENTICATION", "GRANTS", "TRUSTED"],
            row,
            "no apps yet: connect one with `signet client add`",
        )
    }
}

fn row(client: &Client) -> [String; 5] {
    let metadata = &client.metadata;
    [
        client.id.to_string(),
        client.display_name().to_owned(),
        metadata.token_endpoint_auth_method.as_str().to_owned(),
        metadata.grant_types.join(","),
        if metadata.trusted { "yes" } else { "" }.to_owned(),
    ]
}
