//! What is known of somebody: written anew, shown as a change, then made so.

use super::fields::{self, Wrong};
use super::{EDIT, NEW, PATH, SHOW, crumbs, href, meant};
use crate::admin::users::{self, NewUser, PlannedUser};
use crate::admin::{Operation, Outcome, Target};
use crate::http::admin::change::{self, Change, Decision};
use crate::http::admin::console::{Answer, Console};
use crate::http::admin::typed::Typed;
use crate::http::cx::Cx;
use crate::http::sent::Sent;
use crate::model::User;
use crate::pages::admin::Form;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::Payload;
use serde_json::{Map, Value, json};

/// Asks who is to be added.
pub async fn new(cx: Cx) -> HttpResponse {
    ask(&cx, true).await.unwrap_or_else(|response| response)
}

/// Asks what is to be different.
pub async fn get(cx: Cx) -> HttpResponse {
    ask(&cx, false).await.unwrap_or_else(|response| response)
}

/// Somebody was described who is to be added.
pub async fn create(cx: Cx, payload: Payload) -> HttpResponse {
    sent(&cx, payload, true)
        .await
        .unwrap_or_else(|response| response)
}

/// Somebody was described anew.
pub async fn post(cx: Cx, payload: Payload) -> HttpResponse {
    sent(&cx, payload, false)
        .await
        .unwrap_or_else(|response| response)
}

async fn ask(cx: &Cx, is_new: bool) -> Answer {
    let console = Console::enter(cx).await?;
    let stored = stored(&console, is_new).await?;
    let value = |name: &str| {
        let known = stored.as_ref().map(|user| fields::of(user, name));
        known.unwrap_or_default()
    };
    Ok(form(&console, stored.as_ref(), value, &Wrong::new()))
}

async fn stored(console: &Console<'_>, is_new: bool) -> Result<Option<User>, HttpResponse> {
    if is_new {
        let may = console.desk.may_somewhere(Operation::EditUsers);
        may.map_err(|error| console.trouble(error))?;
        return Ok(None);
    }
    let user = meant(console).await?;
    let may = console
        .desk
        .may(Operation::EditUsers, Target::Person(&user));
    may.map_err(|error| console.trouble(error))?;
    Ok(Some(user))
}

fn form(
    console: &Console<'_>,
    stored: Option<&User>,
    value: impl Fn(&str) -> String,
    wrong: &[(&'static str, String)],
) -> HttpResponse {
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = Form {
        chrome: console.chrome(),
        frame: console.frame(crumbs(console, stored)),
        title: title(console, stored),
        hint: stored.is_none().then(|| console.t("console-new-user-hint")),
        action: action(console, stored),
        form_token: console.token(),
        problems: Vec::new(),
        parts: fields::parts(console, stored.is_none(), value, wrong),
        back: back(console, stored),
    };
    console.page(status, &template)
}

fn title(console: &Console<'_>, stored: Option<&User>) -> String {
    match stored {
        Some(user) => {
            let name = [("name", user.username.display.as_str().into())];
            console.words.with("console-edit-title", &name)
        }
        None => console.t("console-new-user"),
    }
}

fn action(console: &Console<'_>, stored: Option<&User>) -> String {
    match stored {
        Some(user) => href(console, EDIT, user),
        None => console.cx.path(NEW),
    }
}

fn back(console: &Console<'_>, stored: Option<&User>) -> String {
    match stored {
        Some(user) => href(console, SHOW, user),
        None => console.cx.path(PATH),
    }
}

async fn sent(cx: &Cx, payload: Payload, is_new: bool) -> Answer {
    let (console, sent) = Console::sent(cx, payload).await?;
    let stored = stored(&console, is_new).await?;
    let typed = Typed::of(&sent);
    let again = |wrong: &[(&'static str, String)]| {
        form(&console, stored.as_ref(), |name| typed.get(name), wrong)
    };
    if !sent.get("edit").is_empty() {
        return Ok(again(&Wrong::new()));
    }
    let new = match fields::wanted(&console, &typed, stored.as_ref()) {
        Ok(new) => new,
        Err(wrong) => return Ok(again(&wrong)),
    };
    match decide(&console, &sent, stored.as_ref(), typed.clone(), new).await {
        Ok(answer) => Ok(answer),
        Err(error) => match fields::explain(&console, error) {
            Ok(wrong) => Ok(again(&wrong)),
            Err(error) => Err(console.trouble(error)),
        },
    }
}

async fn decide(
    console: &Console<'_>,
    sent: &Sent,
    stored: Option<&User>,
    typed: Typed,
    new: NewUser,
) -> Result<HttpResponse, users::UsersError> {
    let desk = &console.desk;
    let checked = users::check(desk, new.clone()).map_err(users::UsersError::Problems)?;
    let planned = users::plan(desk, checked).await?;
    if stored.is_none() && planned.exists() {
        return Err(users::UsersError::Exists(planned.user.username.display));
    }
    let change = change_to(console, stored, &planned, typed);
    match change.decide(sent) {
        Decision::Ask(why) => Ok(console.plan(change, crumbs(console, stored), why)),
        Decision::Do => {
            let changed = users::put(desk, new).await?;
            let key = match stored {
                None => "console-done-user-created",
                Some(_) => "console-done-user-changed",
            };
            Ok(console.done(&href(console, SHOW, &changed.user), key))
        }
    }
}

fn change_to(
    console: &Console<'_>,
    stored: Option<&User>,
    planned: &PlannedUser,
    typed: Typed,
) -> Change {
    let before = stored.map(described).unwrap_or_default();
    let lines = match planned.outcome {
        Outcome::Unchanged => Vec::new(),
        _ => change::lines(&before, &described(&planned.user)),
    };
    Change {
        title: title(console, stored),
        lines,
        warnings: planned.warning.iter().cloned().collect(),
        confirm: console.t("console-do"),
        fields: typed.into_fields(),
        back: back(console, stored),
        ..Change::default()
    }
}

/// Somebody by the names of the claims.
fn described(user: &User) -> Map<String, Value> {
    let mut all = match serde_json::to_value(&user.claims) {
        Ok(Value::Object(claims)) => claims,
        _ => Map::new(),
    };
    all.insert("username".to_owned(), json!(user.username.display));
    if !user.groups.is_empty() {
        all.insert("groups".to_owned(), json!(user.groups));
    }
    all
}
