//! Who is to be put into a group.

use super::{JOIN, SHOW, crumbs, href, meant};
use crate::admin::users::{self, UsersError};
use crate::admin::{Operation, Target, groups};
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::described::{Asked, Described, Refusal, Wrong};
use crate::http::admin::trouble::Trouble;
use crate::http::admin::typed::Typed;
use crate::model::Group;
use crate::pages::Link;
use crate::pages::admin::{Line, Part};
use actix_web::HttpResponse;

/// The field that names somebody.
const USER: &str = "user";

/// A group that somebody is to be put into.
pub struct Joining {
    group: Group,
}

impl Described for Joining {
    type Wanted = String;

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let may = console.desk.may(Operation::EditGroups, Target::Deployment);
        may.map_err(|error| console.trouble(error))?;
        let group = meant(console).await?;
        Ok(Self { group })
    }

    fn opened(&self) -> Typed {
        Typed::default()
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked {
        Asked {
            title: console.t("console-join"),
            hint: None,
            action: href(console, JOIN, &self.group.name),
            parts: vec![Part::open(
                "join-part",
                self.group.name.clone(),
                vec![console.field(USER, "console-find-login", typed, wrong)],
            )],
            back: href(console, SHOW, &self.group.name),
        }
    }

    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, String), Refusal> {
        let found = users::find(&console.desk, &typed.get(USER)).await;
        let user = match found {
            Ok(account) => account.user,
            Err(UsersError::Unknown(_)) => {
                let why = console.t("console-no-users");
                return Err(Refusal::Wrong(vec![(USER.to_owned(), why)]));
            }
            Err(error) => return Err(Refusal::Trouble(error.into())),
        };
        let may = console
            .desk
            .may(Operation::EditUsers, Target::Person(&user));
        may.map_err(Trouble::from)?;
        let name = &self.group.name;
        let line = Line {
            name: console.t("console-groups"),
            before: user.groups.join("\n"),
            after: [user.groups.join("\n"), name.clone()]
                .join("\n")
                .trim_start()
                .to_owned(),
        };
        let is_in = user.groups.contains(name);
        let change = Change {
            title: console.t("console-join"),
            subject: Some(user.username.display.clone()),
            lines: (!is_in).then_some(line).into_iter().collect(),
            confirm: console.t("console-do"),
            back: href(console, SHOW, name),
            ..Change::default()
        };
        Ok((change, user.username.display))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, Some(&self.group))
    }

    async fn done(&self, console: &Console<'_>, login: String) -> Result<HttpResponse, Refusal> {
        let name = &self.group.name;
        let joined = groups::set_member(&console.desk, name, &login, true).await;
        joined.map_err(Trouble::from)?;
        let page = href(console, SHOW, name);
        Ok(console.done(&page, "console-done-joined"))
    }
}
