//! A new invitation: whom, into which groups, for how long.

use super::{NEW, PATH, crumbs};
use crate::admin::users::{self, NewInvitation};
use crate::admin::{Forbidden, Operation};
use crate::flow::sign_up::Written;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::described::{Asked, Described, Refusal, Wrong};
use crate::http::admin::typed::Typed;
use crate::http::admin::users::fields::explain;
use crate::pages::Link;
use crate::pages::admin::{Field, Input, Line, Part, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use std::time::Duration;

/// How many days the link works as a rule.
const DAYS: &str = "7";
/// Hours of a day.
const DAY: u64 = 24;

/// What is yet to be sent.
pub struct Inviting {
    /// The group that the operator looks after, and no other.
    group: Option<String>,
}

impl Described for Inviting {
    type Wanted = (String, Written);

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let desk = &console.desk;
        if desk.may_somewhere(Operation::EditUsers).is_err() {
            return Err(console.trouble(Forbidden(Operation::EditUsers)));
        }
        let group = desk.confined_to(Operation::EditUsers);
        Ok(Self {
            group: group.map(str::to_owned),
        })
    }

    fn opened(&self) -> Typed {
        let group = self.group.clone().unwrap_or_default();
        let fields = [("groups", group), ("days", DAYS.to_owned())];
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        Typed::from_pairs(fields.into_iter())
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked {
        let field = |name: &str, key, input| Field {
            input,
            ..console.field(name, key, typed, wrong)
        };
        Asked {
            title: console.t("console-invite"),
            hint: Some(console.t("console-invite-hint")),
            action: console.cx.path(NEW),
            parts: vec![Part::open(
                "invitation-part",
                console.t("console-about"),
                vec![
                    field("email", "account-email", Input::Email),
                    field("name", "profile-name", Input::Line),
                    Field {
                        hint: Some(console.t("console-groups-hint")),
                        ..field("groups", "console-groups", Input::Lines)
                    },
                    Field {
                        hint: Some(console.t("console-hint-days")),
                        ..field("days", "console-days", Input::Number)
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
    ) -> Result<(Change, Self::Wanted), Refusal> {
        let days = days(&typed.get("days"));
        let wrong = || vec![("days".to_owned(), console.t("console-days-wrong"))];
        let days = days.ok_or_else(|| Refusal::Wrong(wrong()))?;
        let new = NewInvitation {
            email: typed.get("email"),
            name: typed.get("name"),
            groups: typed.lines("groups"),
        };
        let lines = lines(console, &new, days);
        let email = new.email.clone();
        let lifetime = Duration::from_hours(days * DAY);
        let written = users::invitation(&console.desk, new, lifetime).await;
        let written = written.map_err(|error| explain(console, error))?;
        let change = Change {
            title: console.t("console-invite"),
            effects: vec![console.t(if sends_mail(console) {
                "console-invite-effect-mail"
            } else {
                "console-invite-effect"
            })],
            lines,
            confirm: console.t("console-invite"),
            back: console.cx.path(PATH),
            ..Change::default()
        };
        Ok((change, (email, written)))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console)
    }

    async fn done(
        &self,
        console: &Console<'_>,
        (email, written): Self::Wanted,
    ) -> Result<HttpResponse, Refusal> {
        let link = written.address.clone();
        let sent = users::send_invitation(&console.desk, written).await;
        sent.map_err(|error| explain(console, error))?;
        let hint = if sends_mail(console) {
            "console-invitation-sent"
        } else {
            "console-invitation-hand-over"
        };
        let template = Thing {
            secret: Some(console.secret("console-invitation-link", hint, link)),
            ..console.thing(crumbs(console), email)
        };
        Ok(console.page(StatusCode::OK, &template))
    }
}

/// How many days were typed: 1 to 365.
pub fn days(typed: &str) -> Option<u64> {
    let days = typed.parse().ok();
    days.filter(|days| (1..=365).contains(days))
}

/// Whether the letter reaches somebody else than whoever reads the log.
fn sends_mail(console: &Console<'_>) -> bool {
    console.desk.config.mail.smtp.is_some()
}

/// What is to be sent, by the names of the fields.
fn lines(console: &Console<'_>, new: &NewInvitation, days: u64) -> Vec<Line> {
    let all = [
        ("account-email", new.email.clone()),
        ("profile-name", new.name.clone()),
        ("console-groups", new.groups.join("\n")),
        ("console-days", days.to_string()),
    ];
    let given = all.into_iter().filter(|(_, value)| !value.is_empty());
    given
        .map(|(key, value)| Line::added(console.t(key), value))
        .collect()
}
