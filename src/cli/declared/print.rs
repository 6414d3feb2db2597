//! What becomes of declared entries, as people and programs read it.

use crate::admin::declared::{Report, ReportedEntry};
use crate::admin::{Difference, Outcome};
use crate::cli::output;
use serde_json::{Value, json};

/// When what is told of happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It would, if it were applied.
    Planned,
    /// It has.
    Done,
}

/// Prints what becomes of the entries that are not as declared, and how many are.
pub fn report(report: &Report, tense: Tense) -> anyhow::Result<()> {
    for entry in report.changed() {
        print_entry(entry, tense)?;
    }
    // What holds of what is as declared already.
    for entry in &report.entries {
        if let Some(warning) = &entry.warning {
            output::warning(&format!("{}: {warning}", entry.name));
        }
    }
    output::line(&summary(report, tense))
}

fn summary(report: &Report, tense: Tense) -> String {
    let [created, updated, removed, unchanged] = [
        Outcome::Created,
        Outcome::Updated,
        Outcome::Removed,
        Outcome::Unchanged,
    ]
    .map(|outcome| report.count(outcome));
    match (report.is_unchanged(), tense) {
        (true, _) => format!("nothing to change: {unchanged} as declared"),
        (false, Tense::Done) => format!(
            "done: {created} created, {updated} updated, {removed} removed, {unchanged} unchanged"
        ),
        (false, Tense::Planned) => format!(
            "nothing was changed: {created} would be created, {updated} updated, {removed} \
             removed, {unchanged} stay"
        ),
    }
}

fn print_entry(entry: &ReportedEntry, tense: Tense) -> anyhow::Result<()> {
    let sign = match entry.outcome {
        Outcome::Created => '+',
        Outcome::Updated => '~',
        Outcome::Removed => '-',
        Outcome::Unchanged => '=',
    };
    let verb = match tense {
        Tense::Planned => "to be ",
        Tense::Done => "",
    };
    let outcome = entry.outcome.as_str();
    output::line(&output::escaped_line(&format!(
        "{sign} {}  {verb}{outcome}",
        entry.name
    )))?;
    for change in &entry.changes {
        output::line(&output::escaped_line(&format!("    {change}")))?;
    }
    let Some(secret) = &entry.generated_secret else {
        return Ok(());
    };
    let (member, secret) = (entry.secret_member(), secret.expose());
    output::line(&format!(
        "    {member}  {secret}\n    (shown this once: put it where the app reads it)"
    ))
}

/// The same for programs.
pub fn as_json(report: &Report) -> Value {
    let entries = report.entries.iter().map(|entry| {
        let secret = entry.generated_secret.as_ref();
        json!({
            "entry": entry.name,
            "outcome": entry.outcome.as_str(),
            "changes": entry.changes.iter().map(change).collect::<Value>(),
            entry.secret_member(): secret.map(|secret| secret.expose().clone()),
            "warning": entry.warning,
        })
    });
    entries.collect()
}

/// A secret has neither `before` nor `after`.
fn change(change: &Difference) -> Value {
    let member = &change.member;
    match &change.values {
        Some((before, after)) => json!({ "member": member, "before": before, "after": after }),
        None => json!({ "member": member }),
    }
}
