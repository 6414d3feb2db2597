//! `signet app show`.

use crate::admin::apps;
use crate::cli::output;
use crate::http::api::bodies::SettingsBody;
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
    /// Shows it.
    pub fn run(self) -> anyhow::Result<()> {
        let recipe = apps::recipe(&self.app)?;
        if self.json {
            return output::json(&recipe);
        }
        output::line(&format!("{}: {}\n", recipe.name, recipe.about))?;
        if recipe.needs_url() {
            output::line("--url       where people find the app")?;
        }
        for (name, parameter) in &recipe.parameters {
            let default = parameter.default.as_ref();
            let default =
                default.map_or_else(String::new, |default| format!(" [default: {default}]"));
            output::line(&format!("--set {name}=…  {}{default}", parameter.about))?;
        }
        output::line("\n--- registered here")?;
        for (member, value) in &recipe.client {
            output::line(&format!("{member} = {}", text(value)))?;
        }
        let settings: Vec<_> = recipe
            .settings
            .into_iter()
            .map(SettingsBody::from)
            .collect();
        super::print_settings(&settings)?;
        super::print_notes(&recipe.notes, &recipe.docs)
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
