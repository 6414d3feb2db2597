//! Runs statements of the shared text, prepared once for each connection.

use super::columns::Columns;
use crate::store::Result;
use rusqlite::{CachedStatement, Connection, Error, ToSql};

/// Runs a statement that returns nothing; tells how many rows it changed.
pub fn execute(conn: &Connection, sql: &str, arguments: &[&dyn ToSql]) -> Result<usize> {
    let mut statement = prepare(conn, sql, arguments)?;
    Ok(statement.raw_execute()?)
}

/// What `read` makes of the one row, if there is one.
pub fn optional<T>(
    conn: &Connection,
    sql: &str,
    arguments: &[&dyn ToSql],
    read: impl FnOnce(&mut Columns<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>> {
    let mut statement = prepare(conn, sql, arguments)?;
    let mut rows = statement.raw_query();
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let value = read(&mut Columns::of(row))?;
    // To its end: a change that returns a row is a whole one then.
    rows.next()?;
    Ok(Some(value))
}

/// `$1` is the first of `arguments`, wherever it stands. SQLite takes it for a name and counts in
/// the order of appearance.
fn prepare<'c>(
    conn: &'c Connection,
    sql: &str,
    arguments: &[&dyn ToSql],
) -> Result<CachedStatement<'c>> {
    let mut statement = conn.prepare_cached(sql)?;
    for index in 1..=statement.parameter_count() {
        let named = statement.parameter_name(index).and_then(number);
        let argument = named.and_then(|number| arguments.get(number.checked_sub(1)?));
        let argument = argument.ok_or(Error::InvalidParameterCount(arguments.len(), index))?;
        statement.raw_bind_parameter(index, argument)?;
    }
    Ok(statement)
}

fn number(name: &str) -> Option<usize> {
    name.strip_prefix('$')?.parse().ok()
}
