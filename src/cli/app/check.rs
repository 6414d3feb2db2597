//! `signet app check`.

use super::proof;
use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::{CheckBody, CheckedBody};
use crate::http::api::escaped;
use std::path::PathBuf;

const EXAMPLES: &str = "\
  signet app check grafana
  signet app check grafana --as alice --secret-file grafana.secret
  signet app check bank --key-file private.jwk

The secret is the one that the app has; the key stays here, and only what it signs is sent.";

/// Play an app's sign-in, and say what is wrong and how to mend it
///
/// As far as it can be told from here, up to tokens, userinfo and a refresh. It is played on a stage:
/// nobody is signed in, and nothing of it opens anything. Exit code 1 if anything is wrong.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The client_id
    client_id: String,
    /// As whom: a user name or e-mail address [default: somebody of whom everything is known]
    #[arg(long = "as", value_name = "USER")]
    person: Option<String>,
    /// A file with the secret that the app has, to be tried
    #[arg(long, value_name = "FILE", conflicts_with = "key_file")]
    secret_file: Option<PathBuf>,
    /// A file with the private key that the app signs with, as a JWK, to be tried
    #[arg(long, value_name = "FILE")]
    key_file: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Tries it out.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let secret = self.secret_file.as_deref().map(proof::secret).transpose()?;
        let sign = |path| proof::assertion(path, &self.client_id, operator.issuer());
        let assertion = self.key_file.as_deref().map(sign).transpose()?;
        let body = CheckBody {
            login: self.person,
            client_secret: secret,
            client_assertion: assertion,
        };
        let path = format!("/clients/{}/check", escaped(&self.client_id));
        let found: List = operator.post(&path, &body).await?;
        let all = found.items;
        if self.json {
            output::json(&all)?;
        } else {
            all.iter().try_for_each(tell)?;
        }
        let wrong = all.iter().filter(|one| one.verdict == "bad").count();
        match wrong {
            0 => Ok(()),
            _ => anyhow::bail!("{wrong} of {} parts are wrong", all.len()),
        }
    }
}

/// What is answered.
#[derive(serde::Deserialize)]
struct List {
    items: Vec<CheckedBody>,
}

fn tell(one: &CheckedBody) -> anyhow::Result<()> {
    let word = match one.verdict.as_str() {
        "good" => "good",
        "bad" => "WRONG",
        _ => "?",
    };
    let finding = output::escaped_line(&one.finding);
    output::line(&format!("{word:5}  {}: {finding}", one.part))?;
    match &one.fix {
        Some(fix) => output::line(&format!("       → {}", output::escaped_line(fix))),
        None => Ok(()),
    }
}
