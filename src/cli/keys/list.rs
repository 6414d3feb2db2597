//! `signet keys list`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::{KeyBody, ReaderBody};

const STATES: &str = "\
States:
  next     published, so that everybody knows it before it signs
  active   signs
  retired  published until the last thing it signed has expired

SEEN BY counts the addresses and programs that have fetched the published keys since the key is one
of them, as far as running servers have written it down: they do so once a minute.";

/// List the keys that sign tokens, and who has seen them
#[derive(clap::Args)]
#[command(after_help = STATES)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        print(operator, self.json).await
    }
}

/// Prints the keys in the order of the JWKS, and for whom a switch waits.
pub async fn print(operator: &Operator, json: bool) -> anyhow::Result<()> {
    let keys: Vec<KeyBody> = operator.all("/keys", &[]).await?;
    output::list(
        json,
        &keys,
        ["ALG", "STATE", "SIGNS FROM", "GONE AT", "SEEN BY", "KID"],
        row,
        "no keys yet",
    )?;
    if json {
        return Ok(());
    }
    for key in &keys {
        for waited in &key.unseen_by {
            let (reader, alg) = (reader(waited), &key.alg);
            let line = format!("{reader} has not seen the next {alg} key yet");
            output::line(&output::escaped_line(&line))?;
        }
    }
    Ok(())
}

fn row(key: &KeyBody) -> [String; 6] {
    [
        key.alg.clone(),
        key.state.clone(),
        key.signs_from.clone(),
        key.gone_at.clone().unwrap_or_default(),
        key.seen_by.len().to_string(),
        key.kid.clone(),
    ]
}

fn reader(reader: &ReaderBody) -> String {
    let client = reader.client_id.as_ref();
    let client = client.map_or_else(String::new, |client| format!(" [{client}]"));
    let program = match reader.user_agent.as_str() {
        "" => String::new(),
        program => format!(" ({program})"),
    };
    format!("{}{client}{program}", reader.address)
}
