//! Recipes: how apps are connected by name.

use super::apps::SettingsBody;
use super::exchange::{Answer, ok, segment, whole};
use super::operator::desk;
use super::problem::Problem;
use super::schema::object;
use crate::admin::apps::{self, AppsError, Parameter, Recipe};
use crate::http::cx::Cx;
use actix_web::http::StatusCode;
use serde_json::{Map, Value};

object! {
    /// An app that can be connected by name.
    RecipeBody {
        /// What its recipe is called
        recipe: String,
        /// The name of the app
        name: String,
        /// What the app is, in a few words
        about: String,
        /// Where the app documents it
        docs: String,
    }

    /// Something that a recipe asks for.
    ParameterBody {
        /// What it is called
        name: String,
        /// What it is
        about: String,
        /// What it is where nobody says
        default: Option<String>,
    }

    /// How an app is connected by name. Words in braces stand for what is filled in.
    RecipeDetailBody {
        /// What its recipe is called
        recipe: String,
        /// The name of the app
        name: String,
        /// What the app is, in a few words
        about: String,
        /// Where the app documents it
        docs: String,
        /// Whether the address of the app has to be given
        needs_url: bool,
        /// What else it asks for
        parameters: Vec<ParameterBody>,
        /// Claims without which nobody gets into the app
        needs: Vec<String>,
        /// What is registered, by the names of RFC 7591
        client: Map<String, Value>,
        /// The app's own settings
        settings: Vec<SettingsBody>,
        /// What is good to know
        notes: Vec<String>,
    }
}

impl From<Recipe> for RecipeBody {
    fn from(recipe: Recipe) -> Self {
        Self {
            recipe: recipe.id,
            name: recipe.name,
            about: recipe.about,
            docs: recipe.docs,
        }
    }
}

impl From<(String, Parameter)> for ParameterBody {
    fn from((name, parameter): (String, Parameter)) -> Self {
        Self {
            name,
            about: parameter.about,
            default: parameter.default,
        }
    }
}

impl From<Recipe> for RecipeDetailBody {
    fn from(recipe: Recipe) -> Self {
        let needs_url = recipe.needs_url();
        let parameters = recipe.parameters.into_iter();
        let settings = recipe.settings.into_iter();
        Self {
            recipe: recipe.id,
            name: recipe.name,
            about: recipe.about,
            docs: recipe.docs,
            needs_url,
            parameters: parameters.map(ParameterBody::from).collect(),
            needs: recipe.needs,
            client: recipe.client,
            settings: settings.map(SettingsBody::from).collect(),
            notes: recipe.notes,
        }
    }
}

/// All recipes.
pub async fn all(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    whole(apps::recipes(&desk)?.into_iter().map(RecipeBody::from))
}

/// One of them.
pub async fn show(cx: Cx) -> Answer {
    let desk = desk(&cx).await?;
    let name: String = segment(&cx, "recipe")?;
    match apps::show_recipe(&desk, &name) {
        Ok(recipe) => ok(&RecipeDetailBody::from(recipe)),
        Err(why @ AppsError::NoRecipe { .. }) => {
            Err(Problem::new(StatusCode::NOT_FOUND, why.to_string()))
        }
        Err(why) => Err(why.into()),
    }
}
