//! Apps that are connected by name: a recipe knows what the app needs.

use super::edit::registered;
use super::{ADD, PATH, RECIPES, SHOW, href};
use crate::admin::apps::{self, AddedApp, AppsError, Recipe, WantedApp};
use crate::admin::{Operation, Target};
use crate::http::admin::change::Change;
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::described::{Asked, Described, Refusal, Wrong};
use crate::http::admin::typed::Typed;
use crate::http::cx::Cx;
use crate::http::routes;
use crate::oidc::ClientId;
use crate::pages::Link;
use crate::pages::admin::{Cell, Fact, Field, Input, List, Part, Search, Section, Table, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// The member of a query that names a recipe.
const RECIPE: &str = "recipe";

/// Shows which there are.
pub async fn list(cx: Cx) -> HttpResponse {
    all(&cx).await.unwrap_or_else(|response| response)
}

async fn all(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let all = apps::recipes(&console.desk).map_err(|error| console.trouble(error))?;
    let find = console.query("q");
    let wanted = find.trim().to_lowercase();
    let fits = |recipe: &&Recipe| {
        let named = [&recipe.id, &recipe.name];
        named
            .iter()
            .any(|name| name.to_lowercase().contains(&wanted))
    };
    let row = |recipe: &Recipe| {
        let add = console.href(ADD, &[(RECIPE, &recipe.id)]);
        vec![Cell::link(&*recipe.name, add), Cell::text(&*recipe.about)]
    };
    let template = List {
        hint: Some(console.t("console-recipes-hint")),
        search: Some(Search {
            action: cx.path(RECIPES),
            label: console.t("console-name"),
            value: find,
            kept: Vec::new(),
            more: Vec::new(),
        }),
        table: Table {
            heads: console.heads(&["console-client", "console-about"]),
            rows: all.iter().filter(fits).map(row).collect(),
            empty: console.t("console-no-clients"),
        },
        ..console.list(
            vec![console.crumb(PATH, "console-clients")],
            "console-recipes",
        )
    };
    Ok(console.page(StatusCode::OK, &template))
}

/// A recipe, for whoever may connect apps.
pub struct Connection {
    recipe: Recipe,
}

impl Described for Connection {
    type Wanted = WantedApp;

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        console
            .lets(Operation::EditClients, Target::Deployment)
            .await?;
        let recipe = apps::recipe(&console.query(RECIPE));
        let recipe = recipe.map_err(|error| console.trouble(error))?;
        Ok(Self { recipe })
    }

    fn opened(&self) -> Typed {
        let parameters = self.recipe.parameters.iter();
        let given = parameters.filter_map(|(name, one)| Some((name.clone(), one.default.clone()?)));
        Typed::from_pairs(given)
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, _: &Wrong) -> Asked {
        Asked {
            title: title(console, &self.recipe),
            hint: Some(self.recipe.about.clone()),
            action: console.href(ADD, &[(RECIPE, &self.recipe.id)]),
            parts: vec![Part::open(
                "app-part",
                self.recipe.name.clone(),
                fields(console, &self.recipe, typed),
            )],
            back: console.cx.path(RECIPES),
        }
    }

    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, WantedApp), Refusal> {
        let wanted = wanted(&self.recipe, typed).map_err(problem)?;
        let endpoints = routes::endpoints(&console.desk.config);
        let planned = apps::planned(&console.desk, endpoints, wanted.clone()).await;
        let added = planned.map_err(refusal)?;
        Ok((change(console, &self.recipe, &added), wanted))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        vec![
            console.crumb(PATH, "console-clients"),
            console.crumb(RECIPES, "console-recipes"),
        ]
    }

    async fn done(
        &self,
        console: &Console<'_>,
        wanted: WantedApp,
    ) -> Result<HttpResponse, Refusal> {
        let endpoints = routes::endpoints(&console.desk.config);
        let added = apps::add(&console.desk, endpoints, wanted).await;
        Ok(connected(console, added.map_err(refusal)?))
    }
}

fn refusal(error: AppsError) -> Refusal {
    match error {
        AppsError::Forbidden(error) => Refusal::Trouble(error.into()),
        error => problem(error.to_string()),
    }
}

/// Something that is wrong with the whole (English).
fn problem(why: String) -> Refusal {
    Refusal::Wrong(vec![(String::new(), why)])
}

fn fields(console: &Console<'_>, recipe: &Recipe, typed: &Typed) -> Vec<Field> {
    let field = |name: &str, label: String, input| Field {
        name: name.to_owned(),
        label,
        value: typed.get(name),
        input,
        ..Field::default()
    };
    let mut fields = vec![Field {
        hint: Some("https://app.example".to_owned()),
        ..field("url", console.t("console-app-address"), Input::Line)
    }];
    let parameters = recipe.parameters.iter();
    fields.extend(parameters.map(|(name, one)| field(name, one.about.clone(), Input::Line)));
    fields.push(Field {
        is_code: true,
        hint: Some(console.t("console-hint-recipe-id")),
        ..field("client_id", "client_id".to_owned(), Input::Line)
    });
    fields.push(Field {
        hint: Some(console.t("console-hint-allowed-groups")),
        ..field("allowed_groups", console.t("console-groups"), Input::Lines)
    });
    let trusted = console.t("console-hint-trusted");
    fields.push(field("trusted", trusted, Input::Check));
    fields
}

fn title(console: &Console<'_>, recipe: &Recipe) -> String {
    let name = [("name", recipe.name.as_str().into())];
    console.words.with("console-connect", &name)
}

/// The app as it was described, or what is wrong (English).
fn wanted(recipe: &Recipe, typed: &Typed) -> Result<WantedApp, String> {
    let given = |name: &str| Some(typed.get(name)).filter(|text| !text.is_empty());
    let id = given("client_id").map(ClientId::try_from).transpose();
    let names = recipe.parameters.keys();
    let parameters = names.filter_map(|name| Some((name.clone(), given(name)?)));
    Ok(WantedApp {
        recipe: recipe.clone(),
        url: given("url"),
        parameters: parameters.collect(),
        id: id.map_err(|error| error.to_string())?,
        trusted: typed.is_on("trusted"),
        allowed_groups: typed.lines("allowed_groups"),
    })
}

/// What will be registered: what was typed as the recipe understands it.
fn change(console: &Console<'_>, recipe: &Recipe, added: &AddedApp) -> Change {
    Change {
        title: title(console, recipe),
        effects: vec![console.t("console-connect-effect")],
        lines: registered(console, None, &added.planned, true),
        warnings: added.planned.warning.iter().cloned().collect(),
        confirm: console.t("console-do"),
        back: console.cx.path(RECIPES),
        ..Change::default()
    }
}

/// What the app is to be told, with the secret in it: shown once.
fn connected(console: &Console<'_>, added: AddedApp) -> HttpResponse {
    let client = &added.planned.client;
    let secret = added.planned.generated_secret.as_ref();
    let secret = secret.map(|secret| {
        console.secret(
            "console-secret",
            "console-secret-hint",
            secret.expose().clone(),
        )
    });
    let fact = |one: apps::Settings| Fact::new(one.place, Cell::code(one.text));
    let settings = Section {
        id: "settings",
        title: console.t("console-for-the-app"),
        hint: Some(added.notes.join(" ")).filter(|notes| !notes.is_empty()),
        facts: added.settings.into_iter().map(fact).collect(),
        ..Section::default()
    };
    let template = Thing {
        secret,
        actions: vec![console.deed("show", "console-back", href(console, SHOW, &client.id))],
        sections: vec![settings],
        ..console.thing(
            vec![console.crumb(PATH, "console-clients")],
            client.display_name().to_owned(),
        )
    };
    console.page(StatusCode::OK, &template)
}
