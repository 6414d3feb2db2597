//! `signet settings`.

use super::deployment::Deployment;
use super::output;
use crate::config::{self, Config};

const EXAMPLES: &str = "\
Where does a value come from?
  signet settings

Is a settings file right?
  signet settings --config /etc/signet.toml

What can be set, and to what?
  signet settings --markdown";

/// Show every setting, its value and where that comes from
///
/// Fails if a setting is wrong, and tells which. Secrets are not shown. Flags of `signet serve`
/// are not seen here.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Print what each setting does and may be, in Markdown
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Prints them.
    pub fn run(&self, deployment: &Deployment) -> anyhow::Result<()> {
        if self.markdown {
            return output::line(config::markdown_table().trim_end());
        }
        let sources = deployment.sources(Vec::new())?;
        let config = Config::load(sources.clone())?;
        let mut effective = config::effective(sources);
        let issuer = effective.iter_mut().find(|setting| setting.key == "issuer");
        if let Some(issuer) = issuer {
            config.issuer.as_str().clone_into(&mut issuer.value);
        }
        if self.json {
            let all = effective.iter().map(|setting| {
                serde_json::json!({
                    "setting": setting.key,
                    "value": setting.value,
                    "from": setting.origin.to_string(),
                })
            });
            return output::json(&all.collect::<Vec<_>>());
        }
        let rows: Vec<_> = effective
            .into_iter()
            .map(|setting| {
                let origin = setting.origin.to_string();
                [setting.key.to_owned(), setting.value, origin]
            })
            .collect();
        output::table(["SETTING", "VALUE", "FROM"], &rows, "")
    }
}
