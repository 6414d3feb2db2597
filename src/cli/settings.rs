//! `signet settings`.

use super::deployment::Deployment;
use super::operator::Operator;
use super::output;
use crate::config::{self, Config};
use crate::http::api::bodies::SettingBody;

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
/// are not seen here; with --server they are, for the server says itself what it is set to.
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
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        if self.markdown {
            return output::line(config::markdown_table().trim_end());
        }
        let all = if deployment.is_elsewhere() {
            let work = async |operator: &Operator| operator.all("/settings", &[]).await;
            deployment.operate(work).await?
        } else {
            here(deployment)?
        };
        output::list(self.json, &all, ["SETTING", "VALUE", "FROM"], row, "")
    }
}

/// Those of this machine, without any server.
fn here(deployment: &Deployment) -> anyhow::Result<Vec<SettingBody>> {
    let sources = deployment.sources(Vec::new())?;
    let config = Config::load(sources.clone())?;
    let mut effective = config::effective(sources);
    let issuer = effective.iter_mut().find(|setting| setting.key == "issuer");
    if let Some(issuer) = issuer {
        config.issuer.as_str().clone_into(&mut issuer.value);
    }
    Ok(effective.iter().map(SettingBody::from).collect())
}

fn row(setting: &SettingBody) -> [String; 3] {
    [
        setting.setting.clone(),
        setting.value.clone(),
        setting.from.clone(),
    ]
}
