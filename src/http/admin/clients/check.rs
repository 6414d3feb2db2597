//! The sign-in to an app, tried out.

use super::{CHECK, PREVIEW, SHOW, crumbs, href, meant};
use crate::admin::apps::{self, Check, Checked, Proof, Verdict};
use crate::admin::{Operation, Target};
use crate::http::admin::at_once::AtOnce;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::trouble::Trouble;
use crate::model::Client;
use crate::pages::Link;
use crate::pages::admin::{Cell, Section, Table, Thing, Tone};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use std::sync::Arc;

/// The member of a query that names who is to sign in.
const WHO: &str = "q";

/// A sign-in that is to be played.
pub struct Trial {
    client: Arc<Client>,
    /// As whom; as somebody of whom everything is known if there is none.
    person: Option<String>,
}

/// The address where the sign-in of `login` to an app is played.
pub fn address(console: &Console<'_>, client: &Client, login: &str) -> String {
    console.href(CHECK, &[(super::ID, client.id.as_str()), (WHO, login)])
}

impl AtOnce for Trial {
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let client = meant(console).await?;
        let login = console.query(WHO).trim().to_owned();
        let person = (!login.is_empty()).then_some(login);
        Ok(Self { client, person })
    }

    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse> {
        let may = console.desk.may(Operation::ReadClients, Target::Deployment);
        may.map_err(|error| console.trouble(error))?;
        Ok(Change {
            title: console.t("console-check"),
            subject: self.person.clone(),
            effects: vec![console.t("console-check-effect")],
            confirm: console.t("console-check"),
            back: href(console, SHOW, &self.client.id),
            ..Change::default()
        })
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, Some(&self.client))
    }

    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        let wanted = Check {
            client: self.client.id.clone(),
            person: self.person.clone(),
            proof: Proof::None,
        };
        let found = apps::check(&console.desk, &wanted).await?;
        Ok(self.tell(console, &found))
    }
}

impl Trial {
    fn tell(&self, console: &Console<'_>, found: &[Checked]) -> HttpResponse {
        let is_bad = found.iter().any(|one| one.verdict == Verdict::Bad);
        let whole = if is_bad { Verdict::Bad } else { Verdict::Good };
        let heads = [
            "console-check-part",
            "console-state",
            "console-check-finding",
            "console-check-fix",
        ];
        let id = &self.client.id;
        let template = Thing {
            marks: vec![badge(console, whole)],
            actions: vec![
                console.deed("another", "console-preview", href(console, PREVIEW, id)),
                console.deed("back", "console-back", href(console, SHOW, id)),
            ],
            sections: vec![Section {
                id: "parts",
                title: self.client.display_name().to_owned(),
                hint: Some(console.t("console-check-hint")),
                table: Some(Table {
                    heads: console.heads(&heads),
                    rows: found.iter().map(|one| row(console, one)).collect(),
                    empty: String::new(),
                }),
                ..Section::default()
            }],
            ..console.thing(self.crumbs(console), console.t("console-check"))
        };
        console.page(StatusCode::OK, &template)
    }
}

fn row(console: &Console<'_>, one: &Checked) -> Vec<Cell> {
    vec![
        Cell::text(one.part),
        badge(console, one.verdict),
        Cell::text(&*one.finding),
        Cell::text(one.fix.clone().unwrap_or_default()),
    ]
}

fn badge(console: &Console<'_>, verdict: Verdict) -> Cell {
    match verdict {
        Verdict::Good => console.badge("console-check-good", Tone::Good),
        Verdict::Unknown => console.badge("console-check-unknown", Tone::Calm),
        Verdict::Bad => console.badge("console-check-bad", Tone::Bad),
    }
}
