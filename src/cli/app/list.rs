//! `signet app list`.

use crate::admin::apps::{self, Recipe};
use crate::cli::output;

/// List the apps that can be connected by name
#[derive(clap::Args)]
pub struct Args {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Lists them.
    pub fn run(self) -> anyhow::Result<()> {
        output::list(
            self.json,
            &apps::all()?,
            ["NAME", "APP", "WHAT IT IS"],
            row,
            "no recipes",
        )
    }
}

fn row(recipe: &Recipe) -> [String; 3] {
    [recipe.id.clone(), recipe.name.clone(), recipe.about.clone()]
}
