//! Did you mean?

use super::error::InvalidValue;
use super::settings::{SETTINGS, Setting, variable};

const NO_IDEA: &str = "remove it; `signet serve --help` lists the settings";

/// What to say of a file key that nobody knows.
pub(super) fn unknown_key(key: &str) -> InvalidValue {
    unknown(closest(key, []), str::to_owned)
}

/// What to say of a flag that nobody knows, given without dashes.
pub(super) fn unknown_flag(name: &str) -> InvalidValue {
    unknown(closest(name, []), |key| {
        format!("--{}", key.replace('_', "-"))
    })
}

/// What to say of an environment variable that nobody knows, given without `SIGNET_`.
pub(super) fn unknown_variable(name: &str) -> InvalidValue {
    let file_of = name.strip_suffix("_FILE").map(str::to_ascii_lowercase);
    if let Some(setting) = file_of.and_then(|key| Setting::find(&key)) {
        let fix = format!("write the value itself in {}", setting.variable());
        return InvalidValue::new("is not read from a file, as only secrets are", fix);
    }
    unknown(closest(name, ["config"]), variable)
}

fn unknown(meant: Option<&str>, write: impl Fn(&str) -> String) -> InvalidValue {
    let fix = meant.map_or_else(
        || NO_IDEA.to_owned(),
        |key| format!("did you mean {}?", write(key)),
    );
    InvalidValue::new("is not a setting", fix)
}

/// The key, or one of `others`, that `word` is most likely meant to be, if any is near.
fn closest<const N: usize>(word: &str, others: [&'static str; N]) -> Option<&'static str> {
    nearest(
        word,
        SETTINGS.iter().map(|setting| setting.key).chain(others),
    )
}

/// The one of `names`, all in snake case, that `word` is most likely meant to be, if any is near.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase().replace('-', "_");
    names
        .into_iter()
        .map(|key| (distance(&word, key), key))
        .filter(|(distance, key)| *distance <= key.len().div_ceil(3))
        .min()
        .map(|(_, key)| key)
}

/// How many characters must be added, removed or replaced (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut cells = row.iter_mut();
        if let Some(first) = cells.next() {
            *first = left;
        }
        for (cell, y) in cells.zip(b.chars()) {
            let replaced = diagonal + usize::from(x != y);
            diagonal = *cell;
            left = replaced.min(diagonal + 1).min(left + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or(0)
}
