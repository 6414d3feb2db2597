//! `signet keys list`.

use crate::admin::Desk;
use crate::admin::key_readers::{SeenKey, seen_keys};
use crate::cli::output;
use crate::model::KeyReader;
use serde_json::{Value, json};

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
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        if !self.json {
            return print(desk).await;
        }
        let keys = seen_keys(desk).await?;
        let all = keys.iter().map(|seen| {
            json!({
                "kid": seen.key.kid.0,
                "alg": seen.key.algorithm,
                "state": seen.key.state.as_str(),
                "published_at": output::time(seen.key.published_at),
                "signs_from": output::time(seen.key.signs_from),
                "gone_at": seen.key.gone_at.map(output::time),
                "seen_by": seen.seen_by.iter().map(reader).collect::<Vec<_>>(),
                "unseen_by": seen.unseen_by.iter().map(reader).collect::<Vec<_>>(),
            })
        });
        output::json(&all.collect::<Vec<_>>())
    }
}

fn reader(reader: &KeyReader) -> Value {
    json!({
        "address": reader.address,
        "user_agent": reader.user_agent,
        "client_id": reader.client_id,
        "first_seen_at": output::time(reader.first_seen_at),
        "last_seen_at": output::time(reader.last_seen_at),
    })
}

/// Prints the keys in the order of the JWKS, and for whom a switch waits.
pub async fn print(desk: &Desk<'_>) -> anyhow::Result<()> {
    let keys = seen_keys(desk).await?;
    let rows: Vec<_> = keys.iter().map(row).collect();
    output::table(
        ["ALG", "STATE", "SIGNS FROM", "GONE AT", "SEEN BY", "KID"],
        &rows,
        "no keys yet",
    )?;
    for seen in &keys {
        for reader in &seen.unseen_by {
            let alg = seen.key.algorithm;
            output::line(&format!("{reader} has not seen the next {alg} key yet"))?;
        }
    }
    Ok(())
}

fn row(seen: &SeenKey) -> [String; 6] {
    let SeenKey { key, seen_by, .. } = seen;
    [
        key.algorithm.to_string(),
        key.state.as_str().to_owned(),
        output::time(key.signs_from),
        output::maybe_time(key.gone_at),
        seen_by.len().to_string(),
        key.kid.to_string(),
    ]
}
