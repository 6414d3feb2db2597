//! Rows out of PostgreSQL and into it.

use super::schema::{Column, Table, quoted};
use super::value::{Kind, Row, Value};
use super::{PortableError, Result, json};
use data_encoding::HEXLOWER;
use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Postgres, Row as _};
use uuid::Uuid;

/// At most `limit` rows after the key `after`, in the order of the key.
pub async fn read(
    conn: &mut PgConnection,
    table: &Table,
    after: Option<&[Value]>,
    limit: usize,
) -> Result<Vec<Row>> {
    let keys = table.key();
    let key: Vec<_> = keys.iter().map(|column| ordered(column)).collect();
    let key = key.join(", ");
    let from = after.map_or_else(String::new, |after| {
        let places: Vec<_> = (1..=after.len()).map(|n| format!("${n}")).collect();
        format!("WHERE ({key}) > ({})", places.join(", "))
    });
    let sql = format!(
        "SELECT {} FROM {} {from} ORDER BY {key} LIMIT {limit}",
        selected(table),
        quoted(&table.name),
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (column, value) in keys.into_iter().zip(after.unwrap_or_default()) {
        query = bind(query, table, column, value)?;
    }
    let rows = query.fetch_all(conn).await?;
    rows.iter().map(|row| decode(row, table)).collect()
}

/// Puts rows in, all or none.
pub async fn write(conn: &mut PgConnection, table: &Table, rows: &[Row]) -> Result<()> {
    let mut text = String::new();
    for row in rows {
        for (n, (column, value)) in table.columns.iter().zip(row).enumerate() {
            if n > 0 {
                text.push('\t');
            }
            field(&mut text, column.kind, value);
        }
        text.push('\n');
    }
    let sql = format!(
        "COPY {} ({}) FROM STDIN",
        quoted(&table.name),
        Table::list(&table.columns)
    );
    let mut copy = conn.copy_in_raw(&sql).await?;
    copy.send(text.as_bytes()).await?;
    copy.finish().await?;
    Ok(())
}

/// The greatest key there is.
pub async fn last_key(conn: &mut PgConnection, table: &Table) -> Result<Option<Vec<Value>>> {
    let order = table
        .key()
        .into_iter()
        .map(|column| ordered(column) + " DESC");
    let sql = format!(
        "SELECT {} FROM {} ORDER BY {} LIMIT 1",
        selected(table),
        quoted(&table.name),
        order.collect::<Vec<_>>().join(", "),
    );
    let row = sqlx::query(AssertSqlSafe(sql)).fetch_optional(conn).await?;
    let row = row.map(|row| decode(&row, table)).transpose()?;
    Ok(row.map(|row| table.key_of(&row)))
}

/// Lets what counts up by itself go on after the rows that were put in.
pub async fn continue_sequences(conn: &mut PgConnection, table: &Table) -> Result<()> {
    for column in table
        .columns
        .iter()
        .filter(|column| column.kind == Kind::Integer)
    {
        let sequence: Option<String> = sqlx::query_scalar("SELECT pg_get_serial_sequence($1, $2)")
            .bind(quoted(&table.name))
            .bind(&column.name)
            .fetch_one(&mut *conn)
            .await?;
        let Some(sequence) = sequence else { continue };
        let sql = format!(
            "SELECT setval($1::regclass, COALESCE(MAX({}), 0) + 1, false) FROM {}",
            quoted(&column.name),
            quoted(&table.name),
        );
        let set = sqlx::query(AssertSqlSafe(sql)).bind(sequence);
        set.execute(&mut *conn).await?;
    }
    Ok(())
}

/// A column of the key, in the order of bytes as SQLite has it.
fn ordered(column: &Column) -> String {
    let name = quoted(&column.name);
    match column.kind {
        Kind::Text => name + " COLLATE \"C\"",
        _ => name,
    }
}

fn selected(table: &Table) -> String {
    let columns = table.columns.iter().map(|column| match column.kind {
        Kind::Json => quoted(&column.name) + "::text",
        _ => quoted(&column.name),
    });
    columns.collect::<Vec<_>>().join(", ")
}

type Bound<'q> = Query<'q, Postgres, PgArguments>;

fn bind<'q>(
    query: Bound<'q>,
    table: &Table,
    column: &Column,
    value: &'q Value,
) -> Result<Bound<'q>> {
    Ok(match (column.kind, value) {
        (Kind::Integer, Value::Integer(number)) => query.bind(number),
        (Kind::Boolean, Value::Integer(number)) => query.bind(*number != 0),
        (Kind::Text, Value::Text(text)) => query.bind(text),
        (Kind::Bytes, Value::Bytes(bytes)) => query.bind(bytes),
        (Kind::Uuid, Value::Bytes(bytes)) => {
            let id = Uuid::from_slice(bytes);
            query.bind(id.map_err(|error| table.invalid(column, &error))?)
        }
        _ => return Err(table.invalid(column, &"it cannot be a part of a key")),
    })
}

/// A field in the text form of `COPY`.
fn field(out: &mut String, kind: Kind, value: &Value) {
    match (kind, value) {
        (_, Value::Null) => out.push_str("\\N"),
        (Kind::Boolean, Value::Integer(number)) => out.push(if *number == 0 { 'f' } else { 't' }),
        (_, Value::Integer(number)) => out.push_str(&number.to_string()),
        (Kind::Uuid, Value::Bytes(bytes)) => HEXLOWER.encode_append(bytes, out),
        (_, Value::Bytes(bytes)) => {
            out.push_str("\\\\x");
            HEXLOWER.encode_append(bytes, out);
        }
        (_, Value::Text(text)) => text.chars().for_each(|character| match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }),
    }
}

fn decode(row: &PgRow, table: &Table) -> Result<Row> {
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(n, column)| value(row, n, table, column))
        .collect()
}

fn value(row: &PgRow, n: usize, table: &Table, column: &Column) -> Result<Value> {
    let invalid = |error: sqlx::Error| table.invalid(column, &error);
    let value = match column.kind {
        Kind::Integer => row
            .try_get::<Option<i64>, _>(n)
            .map_err(invalid)?
            .map(Value::Integer),
        Kind::Boolean => {
            let value: Option<bool> = row.try_get(n).map_err(invalid)?;
            value.map(|value| Value::Integer(value.into()))
        }
        Kind::Text => row
            .try_get::<Option<String>, _>(n)
            .map_err(invalid)?
            .map(Value::Text),
        Kind::Json => json_of(row.try_get(n).map_err(invalid)?, table, column)?,
        Kind::Bytes => row
            .try_get::<Option<Vec<u8>>, _>(n)
            .map_err(invalid)?
            .map(Value::Bytes),
        Kind::Uuid => {
            let value: Option<Uuid> = row.try_get(n).map_err(invalid)?;
            value.map(|id| Value::Bytes(id.into_bytes().to_vec()))
        }
    };
    Ok(value.unwrap_or(Value::Null))
}

fn json_of(
    text: Option<String>,
    table: &Table,
    column: &Column,
) -> Result<Option<Value>, PortableError> {
    let canonical = text.map(|text| json::canonical(&text)).transpose();
    let canonical = canonical.map_err(|error| table.invalid(column, &error))?;
    Ok(canonical.map(Value::Text))
}
