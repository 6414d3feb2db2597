//! What becomes of declared entries, as people read it.

use crate::admin::Difference;
use crate::cli::output;
use crate::http::api::bodies::{ChangeBody, EntryBody};

/// When what is told of happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// It would, if it were applied.
    Planned,
    /// It has.
    Done,
}

/// What stays as it is.
const UNCHANGED: &str = "unchanged";

/// Whether everything is as declared.
pub fn is_unchanged(entries: &[EntryBody]) -> bool {
    entries.iter().all(|entry| entry.outcome == UNCHANGED)
}

/// Prints what becomes of the entries that are not as declared, and how many are.
pub fn report(entries: &[EntryBody], tense: Tense) -> anyhow::Result<()> {
    for entry in entries.iter().filter(|entry| entry.outcome != UNCHANGED) {
        print_entry(entry, tense)?;
    }
    // What holds of what is as declared already.
    for entry in entries {
        if let Some(warning) = &entry.warning {
            output::warning(&format!("{}: {warning}", entry.entry));
        }
    }
    output::line(&summary(entries, tense))
}

fn summary(entries: &[EntryBody], tense: Tense) -> String {
    let [created, updated, removed, unchanged] =
        ["created", "updated", "removed", UNCHANGED].map(|outcome| {
            entries
                .iter()
                .filter(|entry| entry.outcome == outcome)
                .count()
        });
    match (is_unchanged(entries), tense) {
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

fn print_entry(entry: &EntryBody, tense: Tense) -> anyhow::Result<()> {
    let sign = match entry.outcome.as_str() {
        "created" => '+',
        "updated" => '~',
        "removed" => '-',
        _ => '=',
    };
    let verb = match tense {
        Tense::Planned => "to be ",
        Tense::Done => "",
    };
    let EntryBody {
        entry: name,
        outcome,
        ..
    } = entry;
    output::line(&output::escaped_line(&format!(
        "{sign} {name}  {verb}{outcome}"
    )))?;
    for change in &entry.changes {
        let change = difference(change.clone());
        output::line(&output::escaped_line(&format!("    {change}")))?;
    }
    let secrets = [
        ("client_secret", &entry.client_secret),
        ("secret", &entry.secret),
    ];
    let made = secrets
        .iter()
        .find_map(|(member, secret)| Some((member, secret.as_ref()?)));
    let Some((member, secret)) = made else {
        return Ok(());
    };
    output::line(&format!(
        "    {member}  {secret}\n    (shown this once: put it where the app reads it)"
    ))
}

fn difference(change: ChangeBody) -> Difference {
    if change.hidden {
        return Difference::hidden(&change.member);
    }
    Difference::shown(&change.member, change.before, change.after)
}
