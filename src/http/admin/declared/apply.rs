//! A declared file that is pasted: what it would change, and then made so.

use super::super::settings;
use super::APPLY;
use crate::admin::declared::{self, ApplyError, Plan, Report, ReportedEntry, Source, Surroundings};
use crate::admin::{Difference, Operation, Outcome, Target};
use crate::http::admin::change::{Change, shown};
use crate::http::admin::console::Console;
use crate::http::admin::described::{Asked, Described, Refusal, Wrong, wrong_with};
use crate::http::admin::typed::Typed;
use crate::pages::Link;
use crate::pages::admin::{Field, Input, Line, Part, Thing};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use std::collections::BTreeMap;

/// The field.
const CONTENT: &str = "content";

/// What stands for a secret, which is never shown.
const HIDDEN: &str = "•••";

/// A file, whatever is in it.
pub struct Declaration;

impl Described for Declaration {
    /// It is done as it was shown, or not at all.
    type Wanted = Plan;

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        console.lets(Operation::Declare, Target::Deployment).await?;
        Ok(Self)
    }

    fn opened(&self) -> Typed {
        Typed::default()
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked {
        let content = Field {
            name: CONTENT.to_owned(),
            label: "TOML".to_owned(),
            is_code: true,
            hint: Some(console.t("console-apply-file-hint")),
            value: typed.get(CONTENT),
            input: Input::Lines,
            error: wrong_with(wrong, CONTENT),
            is_english: true,
            ..Field::default()
        };
        Asked {
            title: console.t("console-apply"),
            hint: Some(console.t("console-apply-hint")),
            action: console.cx.path(APPLY),
            parts: vec![Part::open(
                "file-part",
                console.t("console-declared"),
                vec![content],
            )],
            back: console.cx.path(settings::PATH),
        }
    }

    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, Plan), Refusal> {
        let sources = vec![source(&typed.get(CONTENT))];
        let plan = Box::pin(declared::plan(&console.desk, &sources)).await?;
        let report = plan.report();
        let removes = report.count(Outcome::Removed) > 0;
        let warnings = report.entries.iter();
        let warnings = warnings.filter_map(|entry| {
            let warning = entry.warning.as_ref()?;
            Some(format!("{}: {warning}", entry.name))
        });
        let change = Change {
            title: console.t("console-apply"),
            lines: report
                .changed()
                .flat_map(|entry| lines(console, entry))
                .collect(),
            warnings: warnings.collect(),
            typed: removes.then(|| console.desk.config.name.clone()),
            confirm: console.t("console-do"),
            is_dangerous: removes,
            back: console.cx.path(settings::PATH),
            ..Change::default()
        };
        Ok((change, plan))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        vec![console.crumb(settings::PATH, "console-settings")]
    }

    async fn done(&self, console: &Console<'_>, plan: Plan) -> Result<HttpResponse, Refusal> {
        let report = Box::pin(plan.carry_out(&console.desk)).await?;
        let secrets = secrets(&report);
        if secrets.is_empty() {
            let page = console.cx.path(settings::PATH);
            return Ok(console.done(&page, "console-done-declared"));
        }
        let template = Thing {
            secret: Some(console.secret(
                "console-made-secrets",
                "console-made-secrets-hint",
                secrets,
            )),
            ..console.thing(self.crumbs(console), console.t("console-declared"))
        };
        Ok(console.page(StatusCode::OK, &template))
    }
}

impl From<ApplyError> for Refusal {
    fn from(error: ApplyError) -> Self {
        match error {
            ApplyError::Forbidden(forbidden) => Self::Trouble(forbidden.into()),
            ApplyError::Store(error) => Self::Trouble(error.into()),
            other => Self::Wrong(vec![(CONTENT.to_owned(), other.to_string())]),
        }
    }
}

/// What was pasted. Nothing is read of the machine that Signet runs on.
fn source(content: &str) -> Source {
    Source {
        name: "".into(),
        content: content.replace("\r\n", "\n"),
        surroundings: Surroundings::Sent {
            files: BTreeMap::new(),
            variables: BTreeMap::new(),
        },
    }
}

/// What becomes of an entry, by its members.
fn lines(console: &Console<'_>, entry: &ReportedEntry) -> Vec<Line> {
    let outcome = console.t(match entry.outcome {
        Outcome::Created => "console-would-create",
        Outcome::Updated => "console-would-change",
        Outcome::Removed => "console-would-remove",
        Outcome::Unchanged => "console-as-declared",
    });
    let line = |change: &Difference| {
        let name = format!("{}: {}", entry.name, change.member);
        match &change.values {
            None => Line::added(name, HIDDEN.to_owned()),
            Some((before, after)) => Line {
                name,
                before: shown(Some(before)),
                after: shown(Some(after)),
            },
        }
    };
    let whole = Line::added(&entry.name, outcome);
    let members = entry.changes.iter().map(line);
    std::iter::once(whole).chain(members).collect()
}

/// What was made, a line each.
fn secrets(report: &Report) -> String {
    let made = report.entries.iter().filter_map(|entry| {
        let secret = entry.generated_secret.as_ref()?.expose();
        Some(format!("{} {} {secret}", entry.name, entry.secret_member()))
    });
    made.collect::<Vec<_>>().join("\n")
}
