//! `signet app list`.

use crate::admin::apps;
use crate::cli::deployment::Deployment;
use crate::cli::operator::Operator;
use crate::cli::output;
use crate::http::api::bodies::RecipeBody;

/// List the apps that can be connected by name
#[derive(clap::Args)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists those of this program, which need no deployment, or of a server elsewhere.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let all: Vec<RecipeBody> = if deployment.is_elsewhere() {
            let work = async |operator: &Operator| operator.all("/recipes", &[]).await;
            deployment.operate(work).await?
        } else {
            apps::all()?.into_iter().map(RecipeBody::from).collect()
        };
        output::list(
            self.json,
            &all,
            ["NAME", "APP", "WHAT IT IS"],
            row,
            "no recipes",
        )
    }
}

fn row(recipe: &RecipeBody) -> [String; 3] {
    [
        recipe.recipe.clone(),
        recipe.name.clone(),
        recipe.about.clone(),
    ]
}
