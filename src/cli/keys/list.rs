//! `signet keys list`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::{KeyBody, KnownReaderBody, ReaderBody};

const STATES: &str = "\
States:
  next     published, so that everybody knows it before it signs
  active   signs
  retired  published until the last thing it signed has expired

SEEN BY counts the addresses and programs that have fetched the published keys since the key is one
of them, as far as running servers have written it down: they do so once a minute. Below stands which
they are, with the app that has got tokens at the same address and the keys that it has yet to see.";

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

/// Prints the keys in the order of the JWKS, who has seen them, and for whom a switch waits.
pub async fn print(operator: &Operator, json: bool) -> anyhow::Result<()> {
    let keys: Vec<KeyBody> = operator.all("/keys", &[]).await?;
    if json {
        return output::json(&keys);
    }
    output::table(
        [
            "ALG",
            "STATE",
            "PUBLISHED",
            "SIGNS FROM",
            "GONE AT",
            "SEEN BY",
            "KID",
        ],
        &keys.iter().map(row).collect::<Vec<_>>(),
        "no keys yet",
    )?;
    let known: Vec<KnownReaderBody> = operator.all("/keys/readers", &[]).await?;
    if !known.is_empty() {
        output::line("")?;
        let rows: Vec<_> = known.iter().map(|one| known_row(one, &keys)).collect();
        let header = ["ADDRESS", "PROGRAM", "APP", "LAST CAME", "HAS NOT SEEN"];
        output::table(header, &rows, "")?;
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

fn row(key: &KeyBody) -> [String; 7] {
    [
        key.alg.clone(),
        key.state.clone(),
        key.published_at.clone(),
        key.signs_from.clone(),
        key.gone_at.clone().unwrap_or_default(),
        key.seen_by.len().to_string(),
        key.kid.clone(),
    ]
}

fn known_row(known: &KnownReaderBody, keys: &[KeyBody]) -> [String; 5] {
    let unseen = keys.iter().filter(|key| known.unseen.contains(&key.kid));
    let unseen = unseen.map(|key| format!("{} {}", key.state, key.alg));
    [
        known.address.clone(),
        known.user_agent.clone(),
        known.client_id.clone().unwrap_or_default(),
        known.last_seen_at.clone(),
        unseen.collect::<Vec<_>>().join(", "),
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
