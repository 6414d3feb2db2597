//! A new token.

use super::{NEW, PATH, crumbs, show};
use crate::admin::{DeskError, scim_tokens};
use crate::http::admin::change::Change;
use crate::http::admin::console::{Console, role_name};
use crate::http::admin::described::{Asked, Described, Refusal, Wrong};
use crate::http::admin::typed::Typed;
use crate::model::Role;
use crate::pages::Link;
use crate::pages::admin::{Choice, Field, Input, Line, Part};
use crate::store::StoreError;
use actix_web::HttpResponse;

/// The fields.
const NAME: &str = "name";
const ROLE: &str = "role";

/// What is yet to be made.
pub struct NewScimToken;

/// What it is called, and what it may do.
pub struct Wanted {
    name: String,
    role: Role,
}

impl Described for NewScimToken {
    type Wanted = Wanted;

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let may = scim_tokens::may_make(&console.desk);
        may.map_err(|error| console.trouble(error))?;
        console.fresh().await?;
        Ok(Self)
    }

    fn opened(&self) -> Typed {
        let usual = (ROLE.to_owned(), Role::Administrator.to_string());
        Typed::from_pairs(std::iter::once(usual))
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked {
        let field = |name, key, hint, input| Field {
            hint: Some(console.t(hint)),
            input,
            ..console.field(name, key, typed, wrong)
        };
        let choice = |role: &Role| Choice {
            value: role.to_string(),
            label: role_name(&console.words, role),
        };
        let role = field(
            ROLE,
            "console-scim-role",
            "console-scim-role-hint",
            Input::Choice,
        );
        Asked {
            title: console.t("console-new-scim-token"),
            hint: Some(console.t("console-scim-tokens-hint")),
            action: console.cx.path(NEW),
            parts: vec![Part::open(
                "scim-token-part",
                console.t("console-about"),
                vec![
                    field(NAME, "console-name", "console-hint-scim-token", Input::Line),
                    Field {
                        options: scim_tokens::ROLES.iter().map(choice).collect(),
                        ..role
                    },
                ],
            )],
            back: console.cx.path(PATH),
        }
    }

    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, Wanted), Refusal> {
        let name = typed.get(NAME);
        let role: Role = typed.get(ROLE).parse().map_err(|_| beside(console, ROLE))?;
        let possible = scim_tokens::check(&console.desk, &name, &role).await;
        possible.map_err(|error| refusal(console, error))?;
        let change = Change {
            title: console.t("console-new-scim-token"),
            effects: vec![console.t("console-new-scim-token-effect")],
            lines: vec![
                Line::added(console.t("console-name"), name.clone()),
                Line::added(
                    console.t("console-scim-role"),
                    role_name(&console.words, &role),
                ),
            ],
            confirm: console.t("console-do"),
            back: console.cx.path(PATH),
            ..Change::default()
        };
        Ok((change, Wanted { name, role }))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, None)
    }

    async fn done(&self, console: &Console<'_>, wanted: Wanted) -> Result<HttpResponse, Refusal> {
        let added = scim_tokens::add(&console.desk, wanted.name, wanted.role).await;
        let (token, secret) = added.map_err(|error| refusal(console, error))?;
        let secret = console.secret(
            "console-scim-token",
            "console-scim-token-hint",
            secret.expose().clone(),
        );
        Ok(show::page(console, &token, Some(secret)))
    }
}

/// What is said beside the field that is wrong.
fn beside(console: &Console<'_>, field: &'static str) -> Refusal {
    let key = match field {
        NAME => "console-scim-token-name-wrong",
        _ => "console-scim-role-hint",
    };
    Refusal::Wrong(vec![(field.to_owned(), console.t(key))])
}

fn refusal(console: &Console<'_>, error: DeskError) -> Refusal {
    match error {
        DeskError::Store(StoreError::Taken(_)) => {
            let taken = console.t("console-scim-token-taken");
            Refusal::Wrong(vec![(NAME.to_owned(), taken)])
        }
        DeskError::Unfit(why) if why.starts_with(NAME) => beside(console, NAME),
        DeskError::Unfit(_) => beside(console, ROLE),
        error => Refusal::Trouble(error.into()),
    }
}
