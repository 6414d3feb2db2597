//! Rows out of SQLite and into it.

use super::schema::{Column, Table, quoted};
use super::value::{Kind, Row, Value};
use super::{Result, json};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, Row as _, Sqlite};

/// SQLite's limit of parameters in a statement, and some room.
const PARAMETERS: usize = 32_000;

/// At most `limit` rows after the key `after`, in the order of the key.
pub async fn read(
    conn: &mut SqliteConnection,
    table: &Table,
    after: Option<&[Value]>,
    limit: usize,
) -> Result<Vec<Row>> {
    let key = Table::list(table.key());
    let from = after.map_or_else(String::new, |after| {
        format!("WHERE ({key}) > ({})", placeholders(after.len()))
    });
    let sql = format!(
        "SELECT {} FROM {} {from} ORDER BY {key} LIMIT {limit}",
        Table::list(&table.columns),
        quoted(&table.name),
    );
    let query = after
        .unwrap_or_default()
        .iter()
        .fold(sqlx::query(AssertSqlSafe(sql)), bind);
    let rows = query.fetch_all(conn).await?;
    rows.iter().map(|row| decode(row, table)).collect()
}

/// Puts rows in, all or none.
pub async fn write(conn: &mut SqliteConnection, table: &Table, rows: &[Row]) -> Result<()> {
    let width = table.columns.len();
    for rows in rows.chunks((PARAMETERS / width).max(1)) {
        let tuple = format!("({})", placeholders(width));
        let sql = format!(
            "INSERT INTO {} ({}) VALUES {}",
            quoted(&table.name),
            Table::list(&table.columns),
            vec![tuple; rows.len()].join(", "),
        );
        let query = sqlx::query(AssertSqlSafe(sql));
        rows.iter()
            .flatten()
            .fold(query, bind)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// The greatest key there is.
pub async fn last_key(conn: &mut SqliteConnection, table: &Table) -> Result<Option<Vec<Value>>> {
    let order = table
        .key()
        .into_iter()
        .map(|column| quoted(&column.name) + " DESC");
    let sql = format!(
        "SELECT {} FROM {} ORDER BY {} LIMIT 1",
        Table::list(&table.columns),
        quoted(&table.name),
        order.collect::<Vec<_>>().join(", "),
    );
    let row = sqlx::query(AssertSqlSafe(sql)).fetch_optional(conn).await?;
    let row = row.map(|row| decode(&row, table)).transpose()?;
    Ok(row.map(|row| table.key_of(&row)))
}

fn placeholders(count: usize) -> String {
    vec!["?"; count].join(", ")
}

type Bound<'q> = Query<'q, Sqlite, SqliteArguments>;

fn bind<'q>(query: Bound<'q>, value: &'q Value) -> Bound<'q> {
    match value {
        Value::Null => query.bind(None::<i64>),
        Value::Integer(number) => query.bind(number),
        Value::Text(text) => query.bind(text),
        Value::Bytes(bytes) => query.bind(bytes),
    }
}

fn decode(row: &SqliteRow, table: &Table) -> Result<Row> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(n, column)| value(row, n, table, column))
        .collect()
}

fn value(row: &SqliteRow, n: usize, table: &Table, column: &Column) -> Result<Value> {
    let invalid = |error: sqlx::Error| table.invalid(column, &error);
    let value = match column.kind.on_sqlite() {
        Kind::Integer => row
            .try_get::<Option<i64>, _>(n)
            .map_err(invalid)?
            .map(Value::Integer),
        Kind::Bytes => row
            .try_get::<Option<Vec<u8>>, _>(n)
            .map_err(invalid)?
            .map(Value::Bytes),
        _ => row
            .try_get::<Option<String>, _>(n)
            .map_err(invalid)?
            .map(Value::Text),
    };
    match value {
        Some(Value::Text(text)) if column.kind == Kind::Json => {
            let canonical = json::canonical(&text);
            Ok(Value::Text(
                canonical.map_err(|error| table.invalid(column, &error))?,
            ))
        }
        other => Ok(other.unwrap_or(Value::Null)),
    }
}
