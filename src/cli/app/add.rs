//! `signet app add`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::{AppBody, NewAppBody, PlannedAppBody};
use anyhow::Context;
use std::path::PathBuf;

const EXAMPLES: &str = "\
  signet app add grafana --url https://grafana.example
  signet app add forgejo --url https://git.example --set source=company --group developers
  signet app add --recipe my-app.toml --url https://app.example
  signet app add grafana --url https://grafana.example --plan

`signet app list` shows all recipes, `signet app show NAME` what one asks for.";

/// Connect an app by its name, and print its own settings, ready to paste
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The name of the app's recipe
    #[arg(required_unless_present = "recipe")]
    app: Option<String>,
    /// A recipe of your own, in place of a name
    #[arg(long, value_name = "FILE", conflicts_with = "app")]
    recipe: Option<PathBuf>,
    /// Where people find the app
    #[arg(long)]
    url: Option<String>,
    /// Something else that the recipe asks for; may be given several times
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = pair)]
    parameters: Vec<(String, String)>,
    /// The client_id [default: the name of the recipe]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// People are not asked whether the app may know who they are: for apps of your own
    #[arg(long)]
    trusted: bool,
    /// A group whose members may use the app; may be given several times [default: everybody]
    #[arg(long = "group", value_name = "GROUP")]
    groups: Vec<String>,
    /// Only show what would be registered
    #[arg(long)]
    plan: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write it as KEY=VALUE")?;
    Ok((key.to_owned(), value.to_owned()))
}

impl Args {
    /// Connects it.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let (json, plan, new) = (self.json, self.plan, self.wanted()?);
        if plan {
            return show_plan(&operator.post("/apps/plan", &new).await?, json);
        }
        let added: AppBody = operator.post("/apps", &new).await?;
        if json {
            return output::json(&added);
        }
        let secret = added.client_secret;
        let has_secret = secret.is_some();
        output::record(&[
            ("client_id", added.client_id),
            ("client_secret", secret.unwrap_or_default()),
            ("issuer", added.issuer),
        ])?;
        super::print_settings(&added.settings)?;
        if has_secret {
            output::line("\nThe secret is shown this once: put it where the app reads it.")?;
        }
        super::print_notes(&added.notes, &added.docs)
    }

    /// A recipe in a file is called as the file is.
    fn wanted(self) -> anyhow::Result<NewAppBody> {
        let (recipe, recipe_toml) = match &self.recipe {
            None => (self.app, None),
            Some(file) => {
                let text = std::fs::read_to_string(file);
                let text = text.with_context(|| file.display().to_string())?;
                let name = file.file_stem().unwrap_or_default().to_string_lossy();
                (Some(name.into_owned()), Some(text))
            }
        };
        Ok(NewAppBody {
            recipe,
            recipe_toml,
            url: self.url,
            parameters: Some(self.parameters.into_iter().collect()),
            client_id: self.id,
            trusted: Some(self.trusted),
            allowed_groups: Some(self.groups),
        })
    }
}

/// Prints what would be registered.
fn show_plan(planned: &PlannedAppBody, json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(planned);
    }
    let id = ("client_id", planned.client_id.clone());
    let metadata = planned.metadata.iter();
    let metadata = metadata.map(|(name, value)| (name.as_str(), output::plain(value)));
    let made = "will be made and shown once".to_owned();
    let secret = planned.makes_secret.then_some(("client_secret", made));
    let all: Vec<_> = std::iter::once(id).chain(secret).chain(metadata).collect();
    output::record(&all)?;
    match &planned.warning {
        Some(warning) => output::line(&format!("\nNote: {warning}")),
        None => Ok(()),
    }
}
