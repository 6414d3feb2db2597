//! `signet client list`.

use crate::admin::clients;
use crate::cli::output;
use crate::flow::Services;
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
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let all = clients::list(services).await?;
        if self.json {
            return output::json(&all.iter().map(super::as_json).collect::<Vec<_>>());
        }
        let rows: Vec<_> = all.iter().map(row).collect();
        output::table(
            ["CLIENT_ID", "NAME", "AUTHENTICATION", "GRANTS", "TRUSTED"],
            &rows,
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
