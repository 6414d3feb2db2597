//! Apps by name: connected by a recipe, seen as they see people, and tried out.

mod catalogue;
mod check;
mod fill;
mod preview;
mod recipe;

pub use catalogue::{all, find, names};
pub use check::{Check, Checked, Proof, Verdict, check};
pub use preview::{LeftOut, Preview, preview};
pub use recipe::{Parameter, Recipe, RecipeError, Settings};

use super::clients::{self, ClientsError, PlannedClient};
use super::users::UsersError;
use super::{Desk, Forbidden, Operation, Target};
use crate::config::nearest;
use crate::flow::discovery::Endpoint;
use crate::oidc::ClientId;
use fill::Values;
use std::collections::BTreeMap;
use url::Url;

/// What stands for the secret where it is not shown.
const NO_SECRET: &str = "(the secret, as it was shown when the app was added)";

/// Why an app was not connected, or cannot be looked at. Nothing has happened.
#[derive(Debug, thiserror::Error)]
pub enum AppsError {
    /// The operator may not.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// There is no such recipe.
    #[error("there is no recipe {name:?}: {hint}")]
    NoRecipe {
        /// The name.
        name: String,
        /// What to do.
        hint: String,
    },
    /// The recipe is wrong.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// The recipe needs to know where the app is.
    #[error("{0} needs to know where it is: add its address, such as --url https://app.example")]
    NoUrl(String),
    /// No such address can be an app's.
    #[error("{0:?} is no address of an app: write it as https://app.example, without ? and #")]
    Url(String),
    /// The recipe has no such parameter.
    #[error("{recipe} has no {name}: it knows {known}")]
    NoParameter {
        /// The name of the app.
        recipe: String,
        /// The parameter.
        name: String,
        /// Those that there are.
        known: String,
    },
    /// A parameter is missing.
    #[error("{recipe} needs to know {name} ({about}): add --set {name}=…")]
    Missing {
        /// The name of the app.
        recipe: String,
        /// The parameter.
        name: String,
        /// What it is.
        about: String,
    },
    /// A parameter that would break what is pasted.
    #[error("{0} has control characters: leave them out")]
    Parameter(String),
    /// The client cannot be.
    #[error(transparent)]
    Client(#[from] ClientsError),
    /// There is no such person, or they are none of the operator's business.
    #[error(transparent)]
    Person(#[from] UsersError),
    /// Signet could not do it.
    #[error("{0}")]
    Failed(String),
}

/// An app that is to be connected.
#[derive(Clone, Debug)]
pub struct WantedApp {
    /// How.
    pub recipe: Recipe,
    /// Where the app is; not every app has an address of its own.
    pub url: Option<String>,
    /// What else the operator says of it.
    pub parameters: BTreeMap<String, String>,
    /// Its `client_id`; the name of the recipe if none is given.
    pub id: Option<ClientId>,
    /// Whether nobody is asked for consent.
    pub trusted: bool,
    /// Groups whose members may use it; everybody if empty.
    pub allowed_groups: Vec<String>,
}

/// A connected app.
#[derive(Clone, Debug)]
pub struct AddedApp {
    /// Its client, with the secret that was made for it.
    pub planned: PlannedClient,
    /// What to paste into the app. It has the secret in it: not to be kept.
    pub settings: Vec<Settings>,
    /// What the operator should know.
    pub notes: Vec<String>,
}

/// All recipes, in the order of their names, for whoever may look at apps.
pub fn recipes(desk: &Desk<'_>) -> Result<Vec<Recipe>, AppsError> {
    desk.may(Operation::ReadClients, Target::Deployment)?;
    Ok(all()?)
}

/// One of them.
pub fn show_recipe(desk: &Desk<'_>, name: &str) -> Result<Recipe, AppsError> {
    desk.may(Operation::ReadClients, Target::Deployment)?;
    recipe(name)
}

/// The recipe of this name.
pub fn recipe(name: &str) -> Result<Recipe, AppsError> {
    if let Some(found) = find(name) {
        return Ok(found?);
    }
    let hint = nearest(name, names()).map_or_else(
        || "`signet app list` shows those that exist".to_owned(),
        |meant| format!("did you mean {meant}?"),
    );
    let name = name.to_owned();
    Err(AppsError::NoRecipe { name, hint })
}

/// Connects an app: registers its client, and says what the app is to be told. `endpoints` are the
/// addresses that are served.
pub async fn add(
    desk: &Desk<'_>,
    endpoints: impl Iterator<Item = Endpoint>,
    wanted: WantedApp,
) -> Result<AddedApp, AppsError> {
    let added = planned(desk, endpoints, wanted).await?;
    added.planned.save(desk).await?;
    Ok(added)
}

/// As [`add`]; nothing is changed before the client is saved.
pub async fn planned(
    desk: &Desk<'_>,
    endpoints: impl Iterator<Item = Endpoint>,
    wanted: WantedApp,
) -> Result<AddedApp, AppsError> {
    desk.may(Operation::EditClients, Target::Deployment)?;
    let recipe = &wanted.recipe;
    let mut values = values(desk, endpoints, recipe, wanted.url.as_deref())?;
    values.extend(parameters(recipe, &wanted.parameters)?);
    let id = match &wanted.id {
        Some(id) => id.clone(),
        None => ClientId::try_from(recipe.id.clone())
            .map_err(|error| AppsError::Failed(error.to_string()))?,
    };
    values.insert("client_id".to_owned(), id.to_string());
    let mut metadata = recipe.metadata(&values).map_err(|(member, problem)| {
        AppsError::Failed(format!("{}: {member}: {problem}", recipe.name))
    })?;
    let name = metadata.client_name.take();
    metadata.client_name = name.or_else(|| Some(recipe.name.clone()));
    metadata.software_id = Some(recipe.id.clone());
    metadata.trusted = wanted.trusted;
    metadata.allowed_groups.clone_from(&wanted.allowed_groups);
    let planned = clients::planned(desk, Some(id), metadata, None).await?;
    let secret = planned.generated_secret.as_ref();
    let secret = secret.map_or_else(|| NO_SECRET.to_owned(), |secret| secret.expose().clone());
    values.insert("client_secret".to_owned(), secret);
    Ok(AddedApp {
        settings: recipe.filled_settings(&values),
        notes: recipe.filled_notes(&values),
        planned,
    })
}

/// What is known without asking: addresses of Signet and of the app.
fn values(
    desk: &Desk<'_>,
    endpoints: impl Iterator<Item = Endpoint>,
    recipe: &Recipe,
    url: Option<&str>,
) -> Result<Values, AppsError> {
    let mut values: Values = endpoints
        .map(|endpoint| (endpoint.name.to_owned(), desk.address(endpoint.path)))
        .collect();
    let mut add = |name: &str, value: String| values.insert(name.to_owned(), value);
    add("issuer", desk.issuer().to_owned());
    add("issuer_host", hosted(desk.issuer()).unwrap_or_default().1);
    add(
        "discovery",
        desk.address("/.well-known/openid-configuration"),
    );
    add("provider", desk.config.name.clone());
    match url {
        None if recipe.needs_url() => return Err(AppsError::NoUrl(recipe.name.clone())),
        None => {}
        Some(url) => {
            let address = address(url).ok_or_else(|| AppsError::Url(url.to_owned()))?;
            let host = hosted(&address).unwrap_or_default();
            add("host", host.1);
            add("hostname", host.0);
            add("url", address);
        }
    }
    Ok(values)
}

/// The address of an app, without a slash at its end.
fn address(url: &str) -> Option<String> {
    let parsed = Url::parse(url).ok()?;
    let plain = matches!(parsed.scheme(), "https" | "http")
        && parsed.has_host()
        && parsed.username().is_empty()
        && parsed.password().is_none()
        && parsed.query().is_none()
        && parsed.fragment().is_none();
    let clean =
        !url.contains(|c: char| c.is_control() || c.is_whitespace() || c == '"' || c == '\'');
    (plain && clean).then(|| parsed.as_str().trim_end_matches('/').to_owned())
}

/// The host of `address`, and the same with its port where one is written.
fn hosted(address: &str) -> Option<(String, String)> {
    let url = Url::parse(address).ok()?;
    let name = url.host_str()?.to_owned();
    let port = url.port().map(|port| format!(":{port}"));
    let whole = format!("{name}{}", port.unwrap_or_default());
    Some((name, whole))
}

/// Every parameter of `recipe`, as given or by default.
fn parameters(recipe: &Recipe, given: &BTreeMap<String, String>) -> Result<Values, AppsError> {
    if let Some(name) = given
        .keys()
        .find(|name| !recipe.parameters.contains_key(*name))
    {
        let known: Vec<_> = recipe.parameters.keys().map(String::as_str).collect();
        let none = known.is_empty();
        return Err(AppsError::NoParameter {
            recipe: recipe.name.clone(),
            name: name.clone(),
            known: if none {
                "no parameters".to_owned()
            } else {
                known.join(", ")
            },
        });
    }
    let value = |(name, parameter): (&String, &Parameter)| {
        let value = given.get(name).or(parameter.default.as_ref());
        let value = value.ok_or_else(|| AppsError::Missing {
            recipe: recipe.name.clone(),
            name: name.clone(),
            about: parameter.about.clone(),
        })?;
        if value.contains(char::is_control) {
            return Err(AppsError::Parameter(name.clone()));
        }
        Ok((name.clone(), value.clone()))
    };
    recipe.parameters.iter().map(value).collect()
}

#[cfg(test)]
mod tests;
