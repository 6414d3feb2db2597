//! Whether the chain of events is whole.

use super::PATH;
use crate::admin::audit::{self, Verified};
use crate::admin::{Operation, Target};
use crate::http::admin::at_once::AtOnce;
use crate::http::admin::change::Change;
use crate::http::admin::console::Console;
use crate::http::admin::trouble::Trouble;
use crate::pages::Link;
use crate::pages::admin::{Cell, Section, Thing, Tone};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// A look through the chain.
pub struct Verification;

impl AtOnce for Verification {
    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let may = console.desk.may(Operation::ReadEvents, Target::Deployment);
        may.map_err(|error| console.trouble(error))?;
        Ok(Self)
    }

    async fn change(&self, console: &Console<'_>) -> Result<Change, HttpResponse> {
        Ok(Change {
            title: console.t("console-verify"),
            effects: vec![console.t("console-verify-effect")],
            confirm: console.t("console-verify"),
            back: console.cx.path(PATH),
            ..Change::default()
        })
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        vec![console.crumb(PATH, "console-events")]
    }

    async fn done(self, console: &Console<'_>) -> Result<HttpResponse, Trouble> {
        let verified = audit::verify(&console.desk).await?;
        Ok(found(console, self.crumbs(console), &verified))
    }
}

fn found(console: &Console<'_>, crumbs: Vec<Link>, verified: &Verified) -> HttpResponse {
    let (mark, why) = match &verified.broken {
        None => (console.badge("console-chain-whole", Tone::Good), None),
        Some(broken) => {
            let mark = console.badge("console-chain-broken", Tone::Bad);
            (mark, Some(broken.to_string()))
        }
    };
    let number = |number: i64| Cell::text(number.to_string());
    let mut facts = vec![
        console.fact("console-first-event", number(verified.first)),
        console.fact("console-last-event", number(verified.last)),
    ];
    facts.extend(why.map(|why| console.fact("console-why", Cell::text(why))));
    let template = Thing {
        marks: vec![mark],
        sections: vec![Section {
            id: "chain",
            title: console.t("console-chain"),
            facts,
            ..Section::default()
        }],
        ..console.thing(crumbs, console.t("console-verify"))
    };
    console.page(StatusCode::OK, &template)
}
