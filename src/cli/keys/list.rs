//! `signet keys list`.

use crate::admin::Desk;
use crate::admin::keys;
use crate::cli::output;
use crate::model::{KeyState, SigningKey};
use serde_json::json;

const STATES: &str = "\
States:
  next     published, so that everybody knows it before it signs
  active   signs
  retired  published until the last thing it signed has expired";

/// List the keys that sign tokens
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
        let keys = keys::list(desk).await?;
        if !self.json {
            return print(&keys);
        }
        let all = keys.iter().map(|key| {
            json!({
                "kid": key.kid.0,
                "alg": key.algorithm,
                "state": state(key.state),
                "published_at": output::time(key.published_at),
                "signs_from": output::time(key.signs_from),
                "gone_at": key.gone_at.map(output::time),
            })
        });
        output::json(&all.collect::<Vec<_>>())
    }
}

/// Prints `keys` in the order of the JWKS.
pub fn print(keys: &[SigningKey]) -> anyhow::Result<()> {
    let rows: Vec<_> = keys.iter().map(row).collect();
    output::table(
        ["ALG", "STATE", "SIGNS FROM", "GONE AT", "KID"],
        &rows,
        "no keys yet",
    )
}

fn row(key: &SigningKey) -> [String; 5] {
    [
        key.algorithm.to_string(),
        state(key.state).to_owned(),
        output::time(key.signs_from),
        output::maybe_time(key.gone_at),
        key.kid.to_string(),
    ]
}

const fn state(state: KeyState) -> &'static str {
    match state {
        KeyState::Next => "next",
        KeyState::Active => "active",
        KeyState::Retired => "retired",
    }
}
