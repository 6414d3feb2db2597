//! `signet app add`.

use crate::admin::Desk;
use crate::admin::apps::{self, Recipe, WantedApp};
use crate::cli::output;
use crate::http::routes::endpoints;
use crate::oidc::ClientId;
use serde_json::json;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
  signet app add grafana --url https://grafana.example
  signet app add forgejo --url https://git.example --set source=company --group developers
  signet app add --recipe my-app.toml --url https://app.example

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
    pub async fn run(self, desk: &Desk<'_>) -> anyhow::Result<()> {
        let recipe = match (&self.recipe, &self.app) {
            (Some(file), _) => read(file)?,
            (None, name) => apps::recipe(name.as_deref().unwrap_or_default())?,
        };
        let wanted = WantedApp {
            recipe: recipe.clone(),
            url: self.url,
            parameters: self.parameters.into_iter().collect(),
            id: self.id.map(ClientId::try_from).transpose()?,
            trusted: self.trusted,
            allowed_groups: self.groups,
        };
        let added = apps::add(desk, endpoints(&desk.config), wanted).await?;
        let id = added.planned.client.id.to_string();
        let secret = added.planned.generated_secret.as_ref();
        let secret = secret.map(|secret| secret.expose().clone());
        if self.json {
            return output::json(&json!({
                "client_id": id,
                "client_secret": secret,
                "issuer": desk.issuer(),
                "settings": added.settings,
                "notes": added.notes,
                "docs": recipe.docs,
            }));
        }
        output::record(&[
            ("client_id", id),
            ("client_secret", secret.clone().unwrap_or_default()),
            ("issuer", desk.issuer().to_owned()),
        ])?;
        super::print_settings(&added.settings)?;
        if secret.is_some() {
            output::line("\nThe secret is shown this once: put it where the app reads it.")?;
        }
        super::print_notes(&recipe, &added.notes)
    }
}

/// The recipe in `file`, called as the file is.
fn read(file: &Path) -> anyhow::Result<Recipe> {
    use anyhow::Context;
    let shown = file.display().to_string();
    let text = std::fs::read_to_string(file).with_context(|| shown.clone())?;
    let id = file.file_stem().unwrap_or_default().to_string_lossy();
    Ok(Recipe::parse(&id, &shown, &text)?)
}
