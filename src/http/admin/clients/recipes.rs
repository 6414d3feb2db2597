//! Apps that are connected by name: a recipe knows what the app needs.

use super::{ADD, PATH, RECIPES, SHOW, href};
use crate::admin::apps::{self, AddedApp, AppsError, Recipe, WantedApp};
use crate::admin::{Operation, Target};
use crate::http::admin::change::{Change, Decision};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::typed::Typed;
use crate::http::cx::Cx;
use crate::http::routes;
use crate::oidc::ClientId;
use crate::pages::admin::{
    Cell, Fact, Field, Form, Input, Line, List, Part, Search, Secret, Section, Table, Thing,
};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;

/// The member of a query that names a recipe.
const RECIPE: &str = "recipe";

/// Shows which there are.
pub async fn list(cx: Cx) -> HttpResponse {
    all(&cx).await.unwrap_or_else(|response| response)
}

async fn all(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let may = console.desk.may(Operation::ReadClients, Target::Deployment);
    may.map_err(|error| console.trouble(error))?;
    let find = console.query("q");
    let all = apps::all().map_err(|error| console.trouble(AppsError::from(error)))?;
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
        chrome: console.chrome(),
        frame: console.frame(vec![console.crumb(PATH, "console-clients")]),
        title: console.t("console-recipes"),
        hint: Some(console.t("console-recipes-hint")),
        search: Some(Search {
            action: cx.path(RECIPES),
            label: console.t("console-name"),
            value: find,
            kept: Vec::new(),
        }),
        actions: Vec::new(),
        table: Table {
            heads: console.heads(&["console-client", "console-about"]),
            rows: all.iter().filter(fits).map(row).collect(),
            empty: console.t("console-no-clients"),
        },
        first: None,
        next: None,
    };
    Ok(console.page(StatusCode::OK, &template))
}

/// Asks what the recipe needs to know.
pub async fn get(cx: Cx) -> HttpResponse {
    ask(&cx).await.unwrap_or_else(|response| response)
}

async fn ask(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let recipe = meant(&console).await?;
    let value = |name: &str| {
        let parameter = recipe.parameters.get(name);
        parameter
            .and_then(|one| one.default.clone())
            .unwrap_or_default()
    };
    Ok(form(&console, &recipe, value, None))
}

/// The recipe that the query names, for whoever may connect apps.
async fn meant(console: &Console<'_>) -> Result<Recipe, HttpResponse> {
    let may = console.desk.may(Operation::EditClients, Target::Deployment);
    may.map_err(|error| console.trouble(error))?;
    console.fresh().await?;
    apps::recipe(&console.query(RECIPE)).map_err(|error| console.trouble(error))
}

fn form(
    console: &Console<'_>,
    recipe: &Recipe,
    value: impl Fn(&str) -> String,
    problem: Option<String>,
) -> HttpResponse {
    let status = match problem {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let field = |name: &str, label: String, input| Field {
        name: name.to_owned(),
        label,
        value: value(name),
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
    fields.push(field(
        "trusted",
        console.t("console-hint-trusted"),
        Input::Check,
    ));
    let template = Form {
        chrome: console.chrome(),
        frame: console.frame(vec![
            console.crumb(PATH, "console-clients"),
            console.crumb(RECIPES, "console-recipes"),
        ]),
        title: title(console, recipe),
        hint: Some(recipe.about.clone()),
        action: console.href(ADD, &[(RECIPE, &recipe.id)]),
        form_token: console.token(),
        problems: problem.into_iter().collect(),
        parts: vec![Part {
            id: "app-part",
            title: recipe.name.clone(),
            is_rare: false,
            is_used: true,
            fields,
        }],
        back: console.cx.path(RECIPES),
    };
    console.page(status, &template)
}

fn title(console: &Console<'_>, recipe: &Recipe) -> String {
    let name = [("name", recipe.name.as_str().into())];
    console.words.with("console-connect", &name)
}

/// What the recipe needs to know was told.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    sent(&cx, payload).await.unwrap_or_else(|response| response)
}

async fn sent(cx: &Cx, payload: Payload) -> Answer {
    let (console, sent) = Console::sent(cx, payload).await?;
    let recipe = meant(&console).await?;
    let typed = Typed::of(&sent);
    let again = |problem| form(&console, &recipe, |name| typed.get(name), problem);
    if !sent.get("edit").is_empty() {
        return Ok(again(None));
    }
    let wanted = match wanted(&recipe, &typed) {
        Ok(wanted) => wanted,
        Err(problem) => return Ok(again(Some(problem))),
    };
    let change = change(&console, &recipe, typed.clone());
    if let Decision::Ask(why) = change.decide(&sent) {
        let crumbs = vec![console.crumb(PATH, "console-clients")];
        return Ok(console.plan(change, crumbs, why));
    }
    let endpoints = routes::endpoints(&console.desk.config);
    match apps::add(&console.desk, endpoints, wanted).await {
        Ok(added) => Ok(connected(&console, added)),
        Err(AppsError::Forbidden(error)) => Err(console.trouble(error)),
        Err(error) => Ok(again(Some(error.to_string()))),
    }
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

fn change(console: &Console<'_>, recipe: &Recipe, typed: Typed) -> Change {
    let asked = ["url", "client_id", "allowed_groups", "trusted"].map(str::to_owned);
    let asked = asked.iter().chain(recipe.parameters.keys());
    let line = |name: &String| Line {
        name: name.clone(),
        before: String::new(),
        after: typed.get(name),
    };
    let lines = asked.map(line).filter(|line| !line.after.is_empty());
    Change {
        title: title(console, recipe),
        effects: vec![console.t("console-connect-effect")],
        lines: lines.collect(),
        confirm: console.t("console-do"),
        back: console.cx.path(RECIPES),
        fields: typed.into_fields(),
        ..Change::default()
    }
}

/// What the app is to be told, with the secret in it: shown once.
fn connected(console: &Console<'_>, added: AddedApp) -> HttpResponse {
    let client = &added.planned.client;
    let secret = added.planned.generated_secret.as_ref();
    let secret = secret.map(|secret| Secret {
        title: console.t("console-secret"),
        value: secret.expose().clone(),
        hint: console.t("console-secret-hint"),
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
        chrome: console.chrome(),
        frame: console.frame(vec![console.crumb(PATH, "console-clients")]),
        title: client.display_name().to_owned(),
        marks: Vec::new(),
        secret,
        actions: vec![console.deed("show", "console-back", href(console, SHOW, &client.id))],
        sections: vec![settings],
    };
    console.page(StatusCode::OK, &template)
}
