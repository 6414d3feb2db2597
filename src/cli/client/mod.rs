//! `signet client`.

mod add;
mod list;
mod registration_token;
mod remove;
mod show;

use super::deployment::Deployment;
use super::output;
use crate::admin::Desk;
use crate::model::{Client, ClientOrigin};
use serde_json::{Map, Value, json};

/// Connect apps, list them, show one, remove one, let apps register themselves
#[derive(clap::Subcommand)]
pub enum Command {
    Add(Box<add::Args>),
    List(list::Args),
    Show(show::Args),
    Remove(remove::Args),
    RegistrationToken(registration_token::Args),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let services = deployment.open().await?;
        let desk = Desk::command_line(&services);
        let done = match self {
            Self::Add(args) => args.run(&desk).await,
            Self::List(args) => args.run(&desk).await,
            Self::Show(args) => args.run(&desk).await,
            Self::Remove(args) => args.run(&desk).await,
            Self::RegistrationToken(args) => args.run(&desk).await,
        };
        services.store.close().await;
        done
    }
}

/// What is registered about a client, by the names of RFC 7591, and what Signet knows beside it.
fn as_json(client: &Client) -> Map<String, Value> {
    let mut members = Map::from_iter([("client_id".to_owned(), json!(client.id))]);
    if let Ok(Value::Object(metadata)) = serde_json::to_value(&client.metadata) {
        members.extend(metadata);
    }
    let origin = match client.origin {
        ClientOrigin::Operator => "operator",
        ClientOrigin::Demo => "demo",
        ClientOrigin::Registered => "registered",
    };
    members.extend([
        ("origin".to_owned(), json!(origin)),
        (
            "created_at".to_owned(),
            json!(output::time(client.created_at)),
        ),
        (
            "updated_at".to_owned(),
            json!(output::time(client.updated_at)),
        ),
    ]);
    members
}
