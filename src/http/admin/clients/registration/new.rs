//! A new token: for how long, and for how many apps.

use super::super::PATH as CLIENTS;
use super::{NEW, REVOKE, crumbs};
use crate::admin::registration::InitialAccessToken;
use crate::admin::{Operation, Target};
use crate::config::Registration;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::described::{Asked, Described, Refusal, Wrong};
use crate::http::admin::parts::dangerous;
use crate::http::admin::typed::Typed;
use crate::http::admin::users::invitations::new::days;
use crate::pages::Link;
use crate::pages::admin::{Field, Input, Line, Part, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use std::time::Duration;

/// The fields.
const DAYS: &str = "days";
const ONCE: &str = "once";

/// Hours of a day.
const DAY: u64 = 24;

/// What is yet to be made.
pub struct NewToken;

/// How long it is good, and whether for one app only.
pub struct Wanted {
    lifetime: Duration,
    once: bool,
}

impl Described for NewToken {
    type Wanted = Wanted;

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        console
            .lets(Operation::EditClients, Target::Deployment)
            .await?;
        Ok(Self)
    }

    fn opened(&self) -> Typed {
        let usual = [(DAYS, "7"), (ONCE, "on")];
        let usual = usual.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Typed::from_pairs(usual.into_iter())
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked {
        let field = |name, key, input| Field {
            input,
            ..console.field(name, key, typed, wrong)
        };
        Asked {
            title: console.t("console-registration-token"),
            hint: Some(console.t(match console.desk.config.registration {
                Registration::Off => "console-registration-off",
                Registration::Token | Registration::Open => "console-registration-token-hint",
            })),
            action: console.cx.path(NEW),
            parts: vec![Part::open(
                "registration-token-part",
                console.t("console-about"),
                vec![
                    Field {
                        hint: Some(console.t("console-hint-days")),
                        ..field(DAYS, "console-token-days", Input::Number)
                    },
                    field(ONCE, "console-token-once", Input::Check),
                ],
            )],
            back: console.cx.path(CLIENTS),
        }
    }

    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, Wanted), Refusal> {
        let wrong = || vec![(DAYS.to_owned(), console.t("console-days-wrong"))];
        let days = days(&typed.get(DAYS)).ok_or_else(|| Refusal::Wrong(wrong()))?;
        let once = typed.is_on(ONCE);
        let word = console.t(if once { "console-yes" } else { "console-no" });
        let change = Change {
            title: console.t("console-registration-token"),
            effects: vec![console.t("console-registration-token-effect")],
            lines: vec![
                Line::added(console.t("console-token-days"), days.to_string()),
                Line::added(console.t("console-token-once"), word),
            ],
            confirm: console.t("console-do"),
            back: console.cx.path(CLIENTS),
            ..Change::default()
        };
        let lifetime = Duration::from_hours(days * DAY);
        Ok((change, Wanted { lifetime, once }))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console)
    }

    async fn done(&self, console: &Console<'_>, wanted: Wanted) -> Result<HttpResponse, Refusal> {
        let token = InitialAccessToken::issue(&console.desk, wanted.lifetime, wanted.once).await?;
        let revoke = console.cx.path(REVOKE);
        let template = Thing {
            secret: Some(console.secret(
                "console-registration-token",
                "console-registration-token-made",
                token,
            )),
            actions: vec![dangerous(console.deed(
                "revoke",
                "console-revoke-token",
                revoke,
            ))],
            ..console.thing(crumbs(console), console.t("console-registration-token"))
        };
        Ok(console.page(StatusCode::OK, &template))
    }
}
