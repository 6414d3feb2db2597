//! `signet app check`.

use crate::admin::Desk;
use crate::admin::apps::{self, Check, Verdict};
use crate::cli::output;
use crate::oidc::ClientId;

/// Try an app's sign-in out, and say what is wrong and how to mend it
///
/// Nothing is written, and nobody is signed in. Exit code 1 if anything is wrong.
#[derive(clap::Args)]
pub struct Args {
    /// The client_id
    client_id: String,
    /// As whom: a user name or e-mail address [default: somebody of whom everything is known]
    #[arg(long = "as", value_name = "USER")]
    person: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Tries it out.
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let wanted = Check {
            client: ClientId::try_from(self.client_id)?,
            person: self.person,
        };
        let all = apps::check(desk, &wanted).await?;
        if self.json {
            output::json(&all)?;
        } else {
            for one in &all {
                let word = match one.verdict {
                    Verdict::Good => "good",
                    Verdict::Unknown => "?",
                    Verdict::Bad => "WRONG",
                };
                output::line(&format!("{word:5}  {}: {}", one.part, one.finding))?;
                if let Some(fix) = &one.fix {
                    output::line(&format!("       → {fix}"))?;
                }
            }
        }
        let wrong = all.iter().filter(|one| one.verdict == Verdict::Bad).count();
        match wrong {
            0 => Ok(()),
            _ => anyhow::bail!("{wrong} of {} parts are wrong", all.len()),
        }
    }
}
