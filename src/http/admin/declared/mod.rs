//! Whether everything is still as the files say that this deployment is served with.

pub mod apply;
pub mod export;

use super::console::{Answer, Console};
use super::settings;
use crate::admin::declared::{self, Drift, Report, ReportedEntry};
use crate::admin::{Difference, Outcome};
use crate::http::cx::Cx;
use crate::pages::admin::{Cell, Section, Table, Thing, Tone};
use actix_web::HttpResponse;
use actix_web::http::StatusCode;

/// The page.
pub const PATH: &str = "/admin/settings/declared";

/// What there is, as files.
pub const EXPORT: &str = "/admin/settings/export";
/// Where a file is pasted.
pub const APPLY: &str = "/admin/settings/apply";

/// Shows what is not as declared.
pub async fn get(cx: Cx) -> HttpResponse {
    show(&cx).await.unwrap_or_else(|response| response)
}

async fn show(cx: &Cx) -> Answer {
    let console = Console::enter(cx).await?;
    let drift = declared::drift(&console.desk).await;
    let drift = drift.map_err(|error| console.trouble(error))?;
    let sections = match &drift {
        Some(drift) => vec![about(&console, drift), found(&console, drift)],
        None => vec![Section {
            id: "about",
            title: console.t("console-about"),
            hint: Some(console.t("console-nothing-declared")),
            ..Section::default()
        }],
    };
    let template = Thing {
        marks: drift.iter().map(|drift| state(&console, drift)).collect(),
        sections,
        ..console.thing(
            vec![console.crumb(settings::PATH, "console-settings")],
            console.t("console-declared"),
        )
    };
    Ok(console.page(StatusCode::OK, &template))
}

fn state(console: &Console<'_>, drift: &Drift) -> Cell {
    match &drift.found {
        Ok(report) if report.is_unchanged() => console.badge("console-as-declared", Tone::Good),
        Ok(_) => console.badge("console-drifted", Tone::Bad),
        Err(_) => console.badge("console-not-applicable", Tone::Bad),
    }
}

fn about(console: &Console<'_>, drift: &Drift) -> Section {
    Section {
        id: "about",
        title: console.t("console-about"),
        hint: Some(console.t("console-declared-hint")),
        facts: vec![
            console.fact("console-file", Cell::code(drift.path.to_string_lossy())),
            console.fact("console-enforced", console.yes_or_no(drift.enforced)),
        ],
        ..Section::default()
    }
}

fn found(console: &Console<'_>, drift: &Drift) -> Section {
    let (hint, table) = match &drift.found {
        Ok(report) => (None, Some(table(console, report))),
        // In the words of the commands.
        Err(error) => (Some(error.to_string()), None),
    };
    Section {
        id: "found",
        title: console.t("console-would-differ"),
        hint,
        table,
        ..Section::default()
    }
}

fn table(console: &Console<'_>, report: &Report) -> Table {
    Table {
        heads: console.heads(&["console-what", "console-outcome", "console-changed-members"]),
        rows: report.changed().map(|entry| row(console, entry)).collect(),
        empty: console.t("console-nothing"),
    }
}

/// What applying the files would do to one thing.
fn row(console: &Console<'_>, entry: &ReportedEntry) -> Vec<Cell> {
    let outcome = match entry.outcome {
        Outcome::Created => "console-would-create",
        Outcome::Updated => "console-would-change",
        Outcome::Removed => "console-would-remove",
        Outcome::Unchanged => "console-as-declared",
    };
    let changes: Vec<_> = entry.changes.iter().map(Difference::to_string).collect();
    vec![
        Cell::code(&*entry.name),
        Cell::text(console.t(outcome)),
        Cell::text(changes.join("\n")),
    ]
}
