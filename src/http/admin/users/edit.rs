//! What is known of somebody.

use super::fields;
use super::{EDIT, NEW, PATH, SHOW, crumbs, href, meant};
use crate::admin::users::{self, NewUser, UserChange, UsersError};
use crate::admin::{Operation, Target, Version};
use crate::http::admin::change::{self, Change};
use crate::http::admin::console::Console;
use crate::http::admin::described::{Asked, Described, Refusal, Wrong};
use crate::http::admin::typed::Typed;
use crate::model::User;
use crate::pages::Link;
use actix_web::HttpResponse;
use serde_json::{Map, Value, json};

/// Somebody, or nobody yet who is to be added.
pub struct Person {
    stored: Option<User>,
}

impl Described for Person {
    type Wanted = NewUser;

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        if console.is_at(NEW) {
            let may = console.desk.may_somewhere(Operation::EditUsers);
            may.map_err(|error| console.trouble(error))?;
            return Ok(Self { stored: None });
        }
        let user = meant(console).await?;
        let person = Target::Person(&user);
        let may = console.desk.may(Operation::EditUsers, person);
        may.map_err(|error| console.trouble(error))?;
        let stored = Some(user);
        Ok(Self { stored })
    }

    fn opened(&self) -> Typed {
        self.stored.as_ref().map(fields::of).unwrap_or_default()
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked {
        let is_new = self.stored.is_none();
        Asked {
            title: self.title(console),
            hint: is_new.then(|| console.t("console-new-user-hint")),
            action: match &self.stored {
                Some(user) => href(console, EDIT, user),
                None => console.cx.path(NEW),
            },
            parts: fields::parts(console, typed, wrong),
            back: self.back(console),
        }
    }

    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, NewUser), Refusal> {
        let stored = self.stored.as_ref();
        let wanted = fields::wanted(console, typed, stored).map_err(Refusal::Wrong)?;
        let planned = match stored {
            Some(user) => self.changed(console, user, &wanted).await,
            None => self.added(console, &wanted).await,
        };
        let change = planned.map_err(|error| fields::explain(console, error))?;
        Ok((change, wanted))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, self.stored.as_ref())
    }

    async fn done(&self, console: &Console<'_>, wanted: NewUser) -> Result<HttpResponse, Refusal> {
        let desk = &console.desk;
        let (done, key) = match &self.stored {
            None => {
                let added = users::add(desk, wanted).await;
                (added.map(|added| added.user), "console-done-user-created")
            }
            Some(user) => {
                let seen = Version::from(user);
                let changed = users::change(desk, user.id, Some(&seen), change_to(wanted)).await;
                (changed, "console-done-user-changed")
            }
        };
        let user = done.map_err(|error| fields::explain(console, error))?;
        Ok(console.done(&href(console, SHOW, &user), key))
    }
}

/// What the form says of somebody whom there is.
fn change_to(wanted: NewUser) -> UserChange {
    UserChange {
        username: Some(wanted.username),
        claims: Some(wanted.claims),
        groups: Some(wanted.groups),
        disabled: None,
    }
}

impl Person {
    fn title(&self, console: &Console<'_>) -> String {
        match &self.stored {
            Some(user) => {
                let name = [("name", user.username.display.as_str().into())];
                console.words.with("console-edit-title", &name)
            }
            None => console.t("console-new-user"),
        }
    }

    fn back(&self, console: &Console<'_>) -> String {
        match &self.stored {
            Some(user) => href(console, SHOW, user),
            None => console.cx.path(PATH),
        }
    }

    async fn added(&self, console: &Console<'_>, new: &NewUser) -> Result<Change, UsersError> {
        let desk = &console.desk;
        let checked = users::check(desk, new.clone()).map_err(UsersError::Problems)?;
        let planned = users::plan(desk, checked).await?;
        if planned.exists() {
            return Err(UsersError::Exists(planned.user.username.display));
        }
        let change = self.change(console, &Map::new(), &planned.user);
        Ok(Change {
            warnings: planned.warning.into_iter().collect(),
            ..change
        })
    }

    async fn changed(
        &self,
        console: &Console<'_>,
        user: &User,
        wanted: &NewUser,
    ) -> Result<Change, UsersError> {
        let change = change_to(wanted.clone());
        let planned = users::plan_change(&console.desk, user.id, None, change).await?;
        let (before, after) = planned;
        let is_renamed = before.username.key != after.username.key;
        let renamed = is_renamed.then(|| console.t("console-rename-user-effect"));
        let change = self.change(console, &described(&before), &after);
        Ok(Change {
            effects: renamed.into_iter().collect(),
            ..change
        })
    }

    fn change(&self, console: &Console<'_>, before: &Map<String, Value>, after: &User) -> Change {
        Change {
            title: self.title(console),
            lines: change::lines(before, &described(after)),
            confirm: console.t("console-do"),
            back: self.back(console),
            ..Change::default()
        }
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
