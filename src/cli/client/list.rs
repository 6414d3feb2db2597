//! `signet client list`.

use crate::cli::operator::{LONG, Operator};
use crate::cli::output;
use serde_json::{Map, Value};

/// List apps
#[derive(clap::Args)]
pub struct Args {
    /// Only those whose id or name has this in it
    #[arg(long, value_name = "TEXT")]
    search: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let search = self.search.iter().map(|text| ("search", text.as_str()));
        let query: Vec<_> = search.chain([LONG]).collect();
        let all = operator.all("/clients", &query).await?;
        output::list(
            self.json,
            &all,
            [
                "CLIENT_ID",
                "NAME",
                "AUTHENTICATION",
                "GRANTS",
                "TRUSTED",
                "ORIGIN",
            ],
            row,
            match self.search {
                None => "no apps yet: connect one with `signet client add`",
                Some(_) => "no such apps",
            },
        )
    }
}

fn row(client: &Map<String, Value>) -> [String; 6] {
    let text = |name: &str| {
        let value = client.get(name).and_then(Value::as_str);
        value.unwrap_or_default().to_owned()
    };
    let grants = client.get("grant_types").and_then(Value::as_array);
    let grants: Vec<_> = grants
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let id = text("client_id");
    let name = match text("client_name") {
        empty if empty.is_empty() => id.clone(),
        name => name,
    };
    let trusted = client.get("trusted") == Some(&Value::Bool(true));
    [
        id,
        name,
        text("token_endpoint_auth_method"),
        grants.join(","),
        if trusted { "yes" } else { "" }.to_owned(),
        text("origin"),
    ]
}
