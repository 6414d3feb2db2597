//! What is done to a group at once.

use super::{ACT, GROUP, PATH, SHOW, crumbs, href, meant};
use crate::admin::{Operation, Target, Version, groups, users};
use crate::http::admin::at_once::AtOnce;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::trouble::Trouble;
use crate::model::{Group, User};
use crate::pages::Link;
use actix_web::HttpResponse;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Somebody is taken out of it.
    Leave,
    /// It is gone.
    Remove,
}

impl Act {
    const ALL: [Self; 2] = [Self::Leave, Self::Remove];

    /// Its name in queries.
    const fn name(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::Remove => "remove",
        }
    }

    /// The address where it is done to the group `name`, with somebody where it is about them.
    pub fn href(self, console: &Console<'_>, name: &str, user: Option<&str>) -> String {
        let user = user.unwrap_or_default();
        let query = [(GROUP, name), ("do", self.name()), ("user", user)];
        console.href(ACT, &query)
    }
}

/// An act and the group, and somebody where it is about them.
pub struct Doing {
    act: Act,
    group: Group,
    user: Option<User>,
}

impl AtOnce for Doing {
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let act = console.act(&Act::ALL, Act::name);
        let act = act.ok_or_else(|| console.unknown("no such act"))?;
        let group = meant(console).await?;
        let user = match act {
            Act::Leave => {
                let found = users::find(&console.desk, &console.query("user")).await;
                Some(found.map_err(|error| console.trouble(error))?.user)
            }
            Act::Remove => None,
        };
        Ok(Self { act, group, user })
    }

    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse> {
        let name = &self.group.name;
        let target = match self.act {
            Act::Leave => Target::Group(name),
            Act::Remove => Target::Deployment,
        };
        let may = console.desk.may(Operation::EditGroups, target);
        may.map_err(|error| console.trouble(error))?;
        if let Some(user) = &self.user {
            let may = console.desk.may(Operation::EditUsers, Target::Person(user));
            may.map_err(|error| console.trouble(error))?;
        }
        console.fresh().await?;
        let (title, effect) = match self.act {
            Act::Leave => ("console-leave", "console-leave-effect"),
            Act::Remove => ("console-remove-group", "console-remove-group-effect"),
        };
        let subject = match &self.user {
            Some(user) => format!("{name} · {}", user.username.display),
            None => name.clone(),
        };
        Ok(Change {
            title: console.t(title),
            subject: Some(subject),
            effects: vec![console.t(effect)],
            typed: (self.act == Act::Remove).then(|| name.clone()),
            confirm: console.t(title),
            is_dangerous: true,
            back: href(console, SHOW, name),
            ..Change::default()
        })
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, Some(&self.group))
    }

    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        let (desk, group) = (&console.desk, &self.group);
        if let Some(user) = &self.user {
            let login = &user.username.display;
            groups::set_member(desk, &group.name, login, false).await?;
            let page = href(console, SHOW, &group.name);
            return Ok(console.done(&page, "console-done-left"));
        }
        groups::remove(desk, group.id, Some(&Version::from(group))).await?;
        Ok(console.done(&console.cx.path(PATH), "console-done-group-removed"))
    }
}
