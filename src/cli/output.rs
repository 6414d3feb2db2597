//! What commands print.

use crate::clock::Timestamp;
use crate::logging::escaped;
use serde::Serialize;
use serde_json::Value;
use std::io::{self, ErrorKind, Write};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Prints `text` and ends the line. A reader that has gone away, such as `head`, is no error.
pub fn line(text: &str) -> anyhow::Result<()> {
    self::text(&format!("{text}\n"))
}

/// Prints `text` as it is. A reader that has gone away is no error.
pub fn text(text: &str) -> anyhow::Result<()> {
    match write!(io::stdout(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// `text` with whatever a terminal would obey made visible.
pub fn escaped_line(text: &str) -> String {
    escaped(text).into_owned()
}

/// Prints `value` as JSON for people and programs.
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    line(&serde_json::to_string_pretty(value)?)
}

/// A value as people read it.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

/// Prints all of a list: as JSON for programs, or in a table for people.
pub fn list<T: Serialize, const N: usize>(
    as_json: bool,
    all: &[T],
    header: [&str; N],
    row: fn(&T) -> [String; N],
    empty: &str,
) -> anyhow::Result<()> {
    if as_json {
        return json(&all);
    }
    table(header, &all.iter().map(row).collect::<Vec<_>>(), empty)
}

/// Prints rows under `header` in columns; `empty` when there are none.
pub fn table<const N: usize>(
    header: [&str; N],
    rows: &[[String; N]],
    empty: &str,
) -> anyhow::Result<()> {
    if rows.is_empty() {
        return line(empty);
    }
    let header = header.map(str::to_owned);
    let rows: Vec<[String; N]> = std::iter::once(&header)
        .chain(rows)
        .map(|row| row.clone().map(|cell| escaped(&cell).into_owned()))
        .collect();
    let mut widths = [0; N];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    rows.iter().try_for_each(|row| line(&padded(row, &widths)))
}

fn padded(cells: &[String], widths: &[usize]) -> String {
    let cells = cells.iter().zip(widths);
    let cells: Vec<_> = cells
        .map(|(cell, width)| format!("{cell:width$}"))
        .collect();
    cells.join("  ").trim_end().to_owned()
}

/// Prints names and values in two columns, without the values that are empty.
pub fn record(fields: &[(&str, String)]) -> anyhow::Result<()> {
    let fields = fields.iter().filter(|(_, value)| !value.is_empty());
    let width = fields.clone().map(|(name, _)| name.len()).max();
    let width = width.unwrap_or_default();
    for (name, value) in fields {
        line(&format!("{name:width$}  {}", escaped(value)))?;
    }
    Ok(())
}

/// How an attempt over HTTP ended: the status of the answer, or why there was none.
pub fn result(status: Option<i64>, error: Option<&str>) -> String {
    let status = status.map(|status| format!("HTTP {status}"));
    status
        .or_else(|| error.map(str::to_owned))
        .unwrap_or_default()
}

/// Tells the operator something on standard error.
pub fn warning(text: &str) {
    // There is nobody to tell that telling failed.
    let _ = writeln!(io::stderr(), "warning: {}", lines_escaped(text));
}

/// Tells what an answer warns of, by its member of that name, if it does.
pub fn warning_of(said: Option<&Value>) {
    if let Some(text) = said.and_then(Value::as_str) {
        warning(text);
    }
}

/// Tells why a command did nothing: the error and its causes in one go.
pub fn error(error: &anyhow::Error) {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        // Many errors repeat their cause in their own text.
        if !text.ends_with(&cause) {
            if !text.is_empty() {
                text.push_str(": ");
            }
            text.push_str(&cause);
        }
    }
    let _ = writeln!(io::stderr(), "error: {}", lines_escaped(&text));
}

/// Escapes each line of a message that has several, and sets the further ones in.
fn lines_escaped(text: &str) -> String {
    let lines = text.split('\n').map(|line| escaped(line.trim_start()));
    lines.collect::<Vec<_>>().join("\n  ")
}

/// A moment in UTC, as RFC 3339 has it.
pub fn time(at: Timestamp) -> String {
    let time = OffsetDateTime::from_unix_timestamp(at.0).ok();
    let written = time.and_then(|time| time.format(&Rfc3339).ok());
    written.unwrap_or_else(|| at.0.to_string())
}

/// As [`time`]; empty for never.
pub fn maybe_time(at: Option<Timestamp>) -> String {
    at.map(time).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let cells = ["ab".to_owned(), "c".to_owned()];
        assert_eq!(padded(&cells, &[4, 3]), "ab    c");
    }

    #[test]
    fn times_are_utc() {
        assert_eq!(time(Timestamp(0)), "1970-01-01T00:00:00Z");
        assert_eq!(maybe_time(None), "");
    }
}
