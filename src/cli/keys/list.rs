//! `signet keys list`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::{KeyBody, ReaderBody};
use std::cmp::Reverse;

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
    let readers = readers(&keys);
    if !readers.is_empty() {
        output::line("")?;
        let header = ["ADDRESS", "PROGRAM", "APP", "LAST CAME", "HAS NOT SEEN"];
        output::table(header, &readers, "")?;
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

/// Whoever has fetched the published keys, once each, in the order in which they last came.
fn readers(keys: &[KeyBody]) -> Vec<[String; 5]> {
    fn who(reader: &ReaderBody) -> (&str, &str) {
        (&reader.address, &reader.user_agent)
    }
    let all = keys
        .iter()
        .flat_map(|key| key.seen_by.iter().chain(&key.unseen_by));
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|reader| (Reverse(&reader.last_seen_at), who(reader)));
    all.dedup_by_key(|reader| who(reader));
    let unseen = |reader: &ReaderBody| {
        let has_not = |key: &&KeyBody| !key.seen_by.iter().any(|one| who(one) == who(reader));
        let keys = keys.iter().filter(has_not);
        let mut names: Vec<_> = keys
            .map(|key| format!("{} {}", key.state, key.alg))
            .collect();
        names.dedup();
        names.join(", ")
    };
    let row = |reader: &ReaderBody| {
        [
            reader.address.clone(),
            reader.user_agent.clone(),
            reader.client_id.clone().unwrap_or_default(),
            reader.last_seen_at.clone(),
            unseen(reader),
        ]
    };
    all.into_iter().map(row).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(address: &str, last: &str) -> ReaderBody {
        ReaderBody {
            address: address.to_owned(),
            user_agent: "app/1".to_owned(),
            client_id: Some("shop".to_owned()),
            first_seen_at: "2027-01-01T00:00:00Z".to_owned(),
            last_seen_at: last.to_owned(),
        }
    }

    fn key(state: &str, seen_by: Vec<ReaderBody>, unseen_by: Vec<ReaderBody>) -> KeyBody {
        KeyBody {
            kid: "k".to_owned(),
            alg: "ES256".to_owned(),
            state: state.to_owned(),
            published_at: "2027-01-01T00:00:00Z".to_owned(),
            signs_from: "2027-01-01T00:00:00Z".to_owned(),
            gone_at: None,
            seen_by,
            unseen_by,
        }
    }

    #[test]
    fn each_reader_is_named_once_with_what_it_has_yet_to_see() {
        let early = || reader("192.0.2.1", "2027-01-02T00:00:00Z");
        let late = || reader("192.0.2.2", "2027-01-03T00:00:00Z");
        let keys = [
            key("next", vec![late()], vec![early()]),
            key("active", vec![early(), late()], Vec::new()),
        ];
        let rows = readers(&keys);
        let told = rows.iter().map(|[address, _, app, last, unseen]| {
            (address.as_str(), app.as_str(), last.as_str(), unseen.as_str())
        });
        let expected = [
            ("192.0.2.2", "shop", "2027-01-03T00:00:00Z", ""),
            ("192.0.2.1", "shop", "2027-01-02T00:00:00Z", "next ES256"),
        ];
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }
}
