//! `signet app show`.

use crate::admin::apps;
use crate::cli::deployment::Deployment;
use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::RecipeDetailBody;
use crate::http::api::escaped;
use serde_json::Value;

/// Show how an app is connected: what its recipe asks for, registers and tells the app
#[derive(clap::Args)]
pub struct Args {
    /// The name of the app's recipe
    app: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Shows that of this program, which needs no deployment, or of a server elsewhere.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let recipe: RecipeDetailBody = if deployment.is_elsewhere() {
            let path = format!("/recipes/{}", escaped(&self.app));
            let work = async |operator: &Operator| operator.get(&path).await;
            deployment.operate(work).await?
        } else {
            apps::recipe(&self.app)?.into()
        };
        if self.json {
            return output::json(&recipe);
        }
        print(&recipe)
    }
}

fn print(recipe: &RecipeDetailBody) -> anyhow::Result<()> {
    output::line(&format!("{}: {}\n", recipe.name, recipe.about))?;
    if recipe.needs_url {
        output::line("--url       where people find the app")?;
    }
    for parameter in &recipe.parameters {
        let default = parameter.default.as_ref();
        let default = default.map_or_else(String::new, |default| format!(" [default: {default}]"));
        let (name, about) = (&parameter.name, &parameter.about);
        output::line(&format!("--set {name}=…  {about}{default}"))?;
    }
    output::line("\n--- registered here")?;
    for (member, value) in &recipe.client {
        output::line(&format!("{member} = {}", text(value)))?;
    }
    super::print_settings(&recipe.settings)?;
    super::print_notes(&recipe.notes, &recipe.docs)
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
