//! `signet move`.

use super::deployment::Deployment;
use super::output;
use crate::secret::Secret;
use crate::store::sql::portable::{Counted, Place, moving};
use crate::{deployment, logging};
use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use url::Url;

/// What the embedded database is called in its folder.
const FILE: &str = "signet.db";

const EXAMPLES: &str = "\
From the embedded database to PostgreSQL (the server is stopped):
  signet move --to-file /run/secrets/postgres-url

Without a password in the address, it may be an argument:
  signet move --to postgres://signet@db.example/signet

And back, with SIGNET_DATABASE_URL still set:
  signet move --to sqlite:data";

/// Copy everything into an empty database of the other kind
///
/// What is copied is compared row by row. The source is left as it is. When it is interrupted,
/// the same command goes on where it stopped; until it is done, the target cannot be served.
///
/// The target is a PostgreSQL address (postgres://USER:PASSWORD@HOST/NAME), or the data folder or
/// its file signet.db for the embedded database. Command lines are seen by other users of the
/// machine: name a variable or a file instead where there is a password.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    to: To,
}

#[derive(clap::Args)]
#[group(required = true, multiple = false)]
struct To {
    /// The target
    #[arg(long = "to", value_name = "TARGET")]
    text: Option<String>,
    /// An environment variable that holds the target (its name must not begin with SIGNET_)
    #[arg(long = "to-env", value_name = "VARIABLE")]
    variable: Option<String>,
    /// A file that holds the target
    #[arg(long = "to-file", value_name = "PATH")]
    file: Option<PathBuf>,
}

impl Args {
    /// Moves.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let config = deployment.config()?;
        logging::init_quiet();
        let source = deployment::place(&config)?;
        let text = self.to.read()?;
        let target = parse(text.expose())?;
        if self.to.text.is_some() && has_password(text.expose()) {
            output::warning(
                "other users of this machine can see the password in the command line: use \
                 --to-env or --to-file the next time, and change the password",
            );
        }
        output::line(&format!("from {source}\nto   {target}\n"))?;
        let mut told = |whole: &Counted| {
            // Whoever reads no progress still wants the move.
            let _ = output::line(&format!("{:>10}  {}", whole.rows, whole.table));
        };
        let moved = moving::carry(&source, &target, &mut told).await?;
        let rows: u64 = moved.iter().map(|counted| counted.rows).sum();
        output::line(&format!(
            "\n{rows} rows in {} tables are the same in both databases.\n\n{}\n\nThe old database \
             is as it was. Remove it once the new one has proved itself, and serve only one of \
             them.",
            moved.len(),
            advice(&target, text.expose()),
        ))
    }
}

impl To {
    fn read(&self) -> anyhow::Result<Secret<String>> {
        let text = match (&self.text, &self.variable, &self.file) {
            (Some(text), _, _) => text.clone(),
            (_, Some(name), _) => std::env::var(name)
                .with_context(|| format!("the environment variable {name} (--to-env)"))?,
            (_, _, Some(path)) => std::fs::read_to_string(path)
                .with_context(|| format!("{} (--to-file) cannot be read", path.display()))?,
            _ => String::new(),
        };
        let text = Secret::new(text);
        Ok(Secret::new(text.expose().trim().to_owned()))
    }
}

fn is_postgres(text: &str) -> bool {
    text.starts_with("postgres://") || text.starts_with("postgresql://")
}

fn parse(text: &str) -> anyhow::Result<Place> {
    if is_postgres(text) {
        let address = text.parse();
        return Ok(Place::Postgres(Box::new(
            address.context("the target of the move")?,
        )));
    }
    let path = text.strip_prefix("sqlite:").unwrap_or(text);
    let path = Path::new(path.strip_prefix("//").unwrap_or(path));
    // Not shown: what was mistyped may hold a password.
    if path.as_os_str().is_empty() || text.contains("://") && !text.starts_with("sqlite:") {
        bail!(
            "the target is not understood: write postgres://USER@HOST/NAME for PostgreSQL, or \
             sqlite:FOLDER for the embedded database"
        );
    }
    let is_file = path.file_name().is_some_and(|name| name == FILE);
    let file = if is_file {
        path.to_owned()
    } else {
        path.join(FILE)
    };
    Ok(Place::Sqlite(file))
}

fn has_password(text: &str) -> bool {
    let has = |url: Url| {
        let named = url.query_pairs().any(|(name, _)| is_password(&name));
        url.password().is_some() || named
    };
    is_postgres(text) && Url::parse(text).is_ok_and(has)
}

/// Whether a parameter of an address holds one.
fn is_password(name: &str) -> bool {
    name.contains("password")
}

fn without_password(url: &Url) -> Url {
    let mut url = url.clone();
    // Fails where there can be none.
    let _ = url.set_password(None);
    if url.query().is_some() {
        let kept: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(name, _)| !is_password(name))
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        url.query_pairs_mut().clear().extend_pairs(kept);
    }
    url
}

/// What to change, so that the target is served.
fn advice(target: &Place, text: &str) -> String {
    match target {
        Place::Sqlite(path) => {
            let folder = path.parent().unwrap_or(path).display();
            format!(
                "Unset SIGNET_DATABASE_URL and serve this from now on:\n\n    SIGNET_DATA_DIR={folder}"
            )
        }
        Place::Postgres(_) => {
            let url = Url::parse(text).map(|url| without_password(&url).to_string());
            let password = if has_password(text) {
                " (and the password)"
            } else {
                ""
            };
            format!(
                "Serve this from now on{password}:\n\n    SIGNET_DATABASE_URL={}",
                url.unwrap_or_default()
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{advice, has_password, parse};

    #[test]
    fn passwords_are_not_shown() {
        for (text, shown) in [
            ("postgres://a:secret@h/n", "postgres://a@h/n"),
            (
                "postgres://a@h/n?password=secret&sslmode=require",
                "postgres://a@h/n?sslmode=require",
            ),
        ] {
            let target = parse(text).unwrap();
            assert!(has_password(text));
            assert!(!target.to_string().contains("secret"));
            let advice = advice(&target, text);
            assert!(
                advice.ends_with(&format!("SIGNET_DATABASE_URL={shown}")),
                "{advice}"
            );
        }
        assert!(!has_password("postgres://a@h/n"));
    }

    #[test]
    fn the_embedded_database_is_named_by_its_folder_or_file() {
        for text in [
            "sqlite:a/data",
            "a/data",
            "sqlite:a/data/signet.db",
            "a/data/signet.db",
        ] {
            assert_eq!(
                parse(text).unwrap().to_string(),
                "a/data/signet.db",
                "{text}"
            );
        }
        assert_eq!(parse("sqlite:///a").unwrap().to_string(), "/a/signet.db");
        for text in ["", "sqlite:", "mysql://a:secret@h/n"] {
            let refused = parse(text).err().unwrap().to_string();
            assert!(!refused.contains("secret"));
        }
    }
}
