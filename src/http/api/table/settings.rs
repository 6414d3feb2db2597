//! Calls about what a deployment is set to and made of.

use super::{Call, O, call, list};
use crate::http::api::recipes::{self, RecipeBody, RecipeDetailBody};
use crate::http::api::schema::Schema;
use crate::http::api::settings::{self, DriftBody, HealthBody, SettingBody};
use actix_web::http::Method;
use actix_web::web::get;

pub(super) static CALLS: &[Call] = &[
    call(
        Method::GET,
        "/settings",
        "listSettings",
        "Settings in force and what set each, without secrets",
        O::ReadSettings,
        || get().to(settings::all),
    )
    .gives(200, list::<SettingBody>),
    call(
        Method::GET,
        "/health",
        "showHealth",
        "How the node is that answers",
        O::ReadSettings,
        || get().to(settings::health),
    )
    .gives(200, HealthBody::schema),
    call(
        Method::GET,
        "/declared/drift",
        "showDrift",
        "What is not as the files declare that the deployment is served with",
        O::ReadSettings,
        || get().to(settings::drift),
    )
    .gives(200, DriftBody::schema),
    call(
        Method::GET,
        "/recipes",
        "listRecipes",
        "Apps that can be connected by name",
        O::ReadClients,
        || get().to(recipes::all),
    )
    .gives(200, list::<RecipeBody>),
    call(
        Method::GET,
        "/recipes/{recipe}",
        "showRecipe",
        "How an app is connected by name: what is asked for, registered and told to the app",
        O::ReadClients,
        || get().to(recipes::show),
    )
    .gives(200, RecipeDetailBody::schema),
];
