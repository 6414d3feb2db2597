//! `signet client`.

mod add;
mod list;
mod new_secret;
mod registration_token;
mod remove;
mod set;
mod show;

use super::deployment::Deployment;
use super::output;
use crate::http::api::escaped;
use serde_json::{Map, Value};

/// Connect apps, list them, show one, change one, remove one, let apps register themselves
#[derive(clap::Subcommand)]
pub enum Command {
    Add(Box<add::Args>),
    List(list::Args),
    Show(show::Args),
    Set(Box<set::Args>),
    NewSecret(new_secret::Args),
    Remove(remove::Args),
    RegistrationToken(registration_token::Args),
}

impl Command {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let work = async |operator: &_| match self {
            Self::Add(args) => args.run(operator).await,
            Self::List(args) => args.run(operator).await,
            Self::Show(args) => args.run(operator).await,
            Self::Set(args) => args.run(operator).await,
            Self::NewSecret(args) => args.run(operator).await,
            Self::Remove(args) => args.run(operator).await,
            Self::RegistrationToken(args) => args.run(operator).await,
        };
        deployment.operate(work).await
    }
}

/// Where a client is.
fn path(id: &str) -> String {
    format!("/clients/{}", escaped(id))
}

/// Prints the secret that was made for a client, if one was.
fn print_secret(client: &Map<String, Value>) -> anyhow::Result<()> {
    let secret = client.get("client_secret").and_then(Value::as_str);
    let Some(secret) = secret else {
        return Ok(());
    };
    output::record(&[("client_secret", secret.to_owned())])?;
    output::line("\nThe secret is shown this once: put it where the app reads it.")
}
