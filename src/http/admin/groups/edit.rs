//! What a group is called and what it is for.

use super::{EDIT, NEW, PATH, SHOW, crumbs, href, meant};
use crate::admin::groups::{self, NewGroup};
use crate::admin::{DeskError, Operation, Target, Version};
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::described::{Asked, Described, Refusal, Wrong};
use crate::http::admin::typed::Typed;
use crate::model::Group;
use crate::pages::Link;
use crate::pages::admin::{Field, Line, Part};
use crate::store::StoreError;
use actix_web::HttpResponse;

/// A group, or none yet that is to be made.
pub struct Description {
    stored: Option<Group>,
}

impl Described for Description {
    type Wanted = NewGroup;

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let stored = if console.is_at(NEW) {
            None
        } else {
            Some(meant(console).await?)
        };
        let group = stored.as_ref();
        let target = group.map_or(Target::Deployment, |group| Target::Group(&group.name));
        let may = console.desk.may(Operation::EditGroups, target);
        may.map_err(|error| console.trouble(error))?;
        Ok(Self { stored })
    }

    fn opened(&self) -> Typed {
        let NewGroup { name, description } = self.before();
        let fields = [("name", name), ("description", description)];
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        Typed::from_pairs(fields.into_iter())
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked {
        let field = |name, key| Field {
            is_english: true,
            ..console.field(name, key, typed, wrong)
        };
        let hint = |_| console.t("console-rename-group-hint");
        Asked {
            title: self.title(console),
            hint: self.stored.as_ref().map(hint),
            action: match &self.stored {
                Some(group) => href(console, EDIT, &group.name),
                None => console.cx.path(NEW),
            },
            parts: vec![Part::open(
                "group-part",
                console.t("console-about"),
                vec![
                    field("name", "console-name"),
                    field("description", "console-description"),
                ],
            )],
            back: self.back(console),
        }
    }

    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, NewGroup), Refusal> {
        let new = NewGroup {
            name: typed.get("name"),
            description: typed.get("description"),
        };
        let checked = groups::check(&console.desk, self.stored.as_ref(), &new).await;
        checked.map_err(refusal)?;
        let before = self.before();
        let line = |key, before: &str, after: &str| Line {
            name: console.t(key),
            before: before.to_owned(),
            after: after.to_owned(),
        };
        let lines = [
            line("console-name", &before.name, &new.name),
            line("console-description", &before.description, &new.description),
        ];
        let differ = lines.into_iter().filter(|line| line.before != line.after);
        let change = Change {
            title: self.title(console),
            lines: differ.collect(),
            confirm: console.t("console-do"),
            back: self.back(console),
            ..Change::default()
        };
        Ok((change, new))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, self.stored.as_ref())
    }

    async fn done(&self, console: &Console<'_>, new: NewGroup) -> Result<HttpResponse, Refusal> {
        let made = match &self.stored {
            None => groups::create(&console.desk, new).await,
            Some(group) => {
                let seen = Version::from(group);
                groups::change(&console.desk, group.id, Some(&seen), new).await
            }
        };
        let group = made.map_err(refusal)?;
        let page = href(console, SHOW, &group.name);
        Ok(console.done(&page, "console-done-group-changed"))
    }
}

/// What is wrong with the name or the description, in the words of the commands (English).
fn refusal(error: DeskError) -> Refusal {
    let why = error.to_string();
    match error {
        DeskError::Unfit(_) if why.starts_with("description") => {
            Refusal::Wrong(vec![("description".to_owned(), why)])
        }
        DeskError::Unfit(_) | DeskError::Store(StoreError::Taken(_)) => {
            Refusal::Wrong(vec![("name".to_owned(), why)])
        }
        error => Refusal::Trouble(error.into()),
    }
}

impl Description {
    fn before(&self) -> NewGroup {
        let described = |group: &Group| NewGroup {
            name: group.name.clone(),
            description: group.description.clone(),
        };
        self.stored.as_ref().map(described).unwrap_or_default()
    }

    fn title(&self, console: &Console<'_>) -> String {
        match &self.stored {
            Some(group) => {
                let name = [("name", group.name.as_str().into())];
                console.words.with("console-edit-title", &name)
            }
            None => console.t("console-new-group"),
        }
    }

    fn back(&self, console: &Console<'_>) -> String {
        match &self.stored {
            Some(group) => href(console, SHOW, &group.name),
            None => console.cx.path(PATH),
        }
    }
}
