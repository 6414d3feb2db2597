//! Apps connected by name.

use super::exchange::{Answer, members, ok, read};
use super::once::{Made, once};
use super::operator::desk;
use super::problem::Problem;
use super::schema::{object, request};
use crate::admin::apps::{self, AddedApp, Recipe, Settings, WantedApp};
use crate::http::cx::Cx;
use crate::http::routes::endpoints;
use crate::oidc::ClientId;
use actix_web::web::Payload;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a recipe that is sent is called where it is wrong, and the `client_id` where none is given.
const SENT: &str = "recipe";

object! {
    /// Settings of an app, to be pasted into one place of it.
    SettingsBody {
        /// The file, or the page of the app
        place: String,
        /// What the text is written in, such as ini; fields for names and values on a page
        format: String,
        /// What to paste; it may hold the secret
        text: String,
    }

    /// An app as it would be connected.
    PlannedAppBody {
        /// Its client_id
        client_id: String,
        /// Whether a secret would be made for it
        makes_secret: bool,
        /// What would be registered, by the names of RFC 7591
        metadata: Map<String, Value>,
        /// What the operator should know
        warning: Option<String>,
    }

    /// A connected app.
    AppBody {
        /// Its client_id
        client_id: String,
        /// The secret that was made for it, shown this once
        client_secret: Option<String>,
        /// What the app is told of the issuer
        issuer: String,
        /// Its own settings, ready to paste
        settings: Vec<SettingsBody>,
        /// What is good to know
        notes: Vec<String>,
        /// Where the app documents it
        docs: String,
    }
}

request! {
    /// An app to be connected.
    NewAppBody {
        /// The name of its recipe
        recipe: Option<String>,
        /// A recipe of one's own instead, in TOML
        recipe_toml: Option<String>,
        /// Where people find the app
        url: Option<String>,
        /// What else the recipe asks for
        parameters: Option<BTreeMap<String, String>>,
        /// The client_id; the name of the recipe if left out
        client_id: Option<String>,
        /// Whether people are not asked whether the app may know who they are
        trusted: Option<bool>,
        /// Groups whose members may use it; everybody if left out
        allowed_groups: Option<Vec<String>>,
    }
}

impl From<Settings> for SettingsBody {
    fn from(settings: Settings) -> Self {
        Self {
            place: settings.place,
            format: settings.format,
            text: settings.text,
        }
    }
}

fn recipe(body: &NewAppBody) -> Result<Recipe, Problem> {
    match (&body.recipe, &body.recipe_toml) {
        (Some(name), None) => Ok(apps::recipe(name)?),
        (name, Some(text)) => {
            let name = name.as_deref().unwrap_or(SENT);
            Recipe::parse(name, &format!("{name}.toml"), text)
                .map_err(|why| Problem::unfit(why.to_string()))
        }
        (None, None) => Err(Problem::unfit("recipe: name one, or send recipe_toml")),
    }
}

/// The app that a body describes.
fn wanted(body: NewAppBody) -> Result<WantedApp, Problem> {
    let recipe = recipe(&body)?;
    let id = body.client_id.map(ClientId::try_from).transpose();
    Ok(WantedApp {
        recipe,
        url: body.url,
        parameters: body.parameters.unwrap_or_default(),
        id: id.map_err(|why| Problem::unfit(format!("client_id: {why}")))?,
        trusted: body.trusted == Some(true),
        allowed_groups: body.allowed_groups.unwrap_or_default(),
    })
}

/// What connecting an app would register.
pub async fn plan(cx: Cx, payload: Payload) -> Answer {
    let desk = desk(&cx).await?;
    let wanted = wanted(read(&cx, payload).await?)?;
    let added = apps::planned(&desk, endpoints(&desk.config), wanted).await?;
    ok(&PlannedAppBody {
        client_id: added.planned.client.id.to_string(),
        makes_secret: added.planned.generated_secret.is_some(),
        metadata: members(&added.planned.client.metadata),
        warning: added.planned.warning,
    })
}

/// Connects an app by its recipe.
pub async fn add(cx: Cx, payload: Payload) -> Answer {
    once(&cx, payload, async |making, body: NewAppBody| {
        let desk = &making.desk;
        let wanted = wanted(body)?;
        let docs = wanted.recipe.docs.clone();
        let AddedApp {
            planned,
            settings,
            notes,
        } = apps::planned(desk, endpoints(&desk.config), wanted).await?;
        let secret = planned.generated_secret.as_ref();
        let made = Made::of(&AppBody {
            client_id: planned.client.id.to_string(),
            client_secret: secret.map(|secret| secret.expose().clone()),
            issuer: desk.issuer().to_owned(),
            settings: settings.into_iter().map(SettingsBody::from).collect(),
            notes,
            docs,
        });
        planned.save(&making.keeping(&made)?).await?;
        Ok(made)
    })
    .await
}
