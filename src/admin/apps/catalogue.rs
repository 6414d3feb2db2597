//! The recipes that come with Signet: every file in `recipes/`.

use super::recipe::{Recipe, RecipeError};

/// Names and texts, in the order of the names; made when Signet is built.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/recipes.rs"));

/// All recipes, in the order of their names.
///
/// # Errors
/// The first that is wrong; a test makes sure that there is none.
pub fn all() -> Result<Vec<Recipe>, RecipeError> {
    FILES.iter().map(|(id, text)| read(id, text)).collect()
}

/// The recipe of this name.
pub fn find(id: &str) -> Option<Result<Recipe, RecipeError>> {
    let mut files = FILES.iter();
    let (id, text) = files.find(|(known, _)| *known == id)?;
    Some(read(id, text))
}

/// Their names.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(id, _)| *id)
}

fn read(id: &str, text: &str) -> Result<Recipe, RecipeError> {
    Recipe::parse(id, &format!("recipes/{id}.toml"), text)
}
