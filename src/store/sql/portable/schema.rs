//! Tables, columns and keys, found from the schema.
//!
//! Either end of every copy is a SQLite file: it says which tables there are. PostgreSQL knows
//! more exactly what is in a column.

use super::value::{Kind, Row, Value};
use super::{PortableError, Result};
use crate::store::sql::sqlite::MIGRATOR;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, PgConnection};

/// A table that speaks to running nodes, of which there are none where a copy goes: not copied.
pub const UNCOPIED: &str = "changes";

/// Names that begin with an underscore or with `sqlite_` are bookkeeping, and not copied.
const COLUMNS: &str = "
    SELECT t.name, c.name, c.type, c.pk FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
    WHERE t.type = 'table' AND t.name NOT LIKE '\\_%' ESCAPE '\\'
        AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND t.name <> 'changes'
    ORDER BY t.name, c.cid";
const REFERENCES: &str = "
    SELECT t.name, f.\"table\" FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f
    WHERE t.type = 'table'";
const TYPES: &str = "
    SELECT column_name::text, udt_name::text FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = $1";

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
    /// Place in the primary key, from 1; 0 when it is no part of it.
    key: i64,
}

/// A table that is copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

impl Table {
    /// The columns of the primary key, in its order.
    pub fn key(&self) -> Vec<&Column> {
        let mut key: Vec<_> = self
            .columns
            .iter()
            .filter(|column| column.key > 0)
            .collect();
        key.sort_by_key(|column| column.key);
        key
    }

    /// The values of the primary key in `row`, in its order.
    pub fn key_of(&self, row: &Row) -> Vec<Value> {
        let mut key: Vec<_> = self.columns.iter().zip(row).collect();
        key.retain(|(column, _)| column.key > 0);
        key.sort_by_key(|(column, _)| column.key);
        key.into_iter().map(|(_, value)| value.clone()).collect()
    }

    /// The names of `columns`, quoted, with commas.
    pub fn list<'a>(columns: impl IntoIterator<Item = &'a Column>) -> String {
        let names = columns.into_iter().map(|column| quoted(&column.name));
        names.collect::<Vec<_>>().join(", ")
    }

    /// The error about a value in `column`.
    pub fn invalid(&self, column: &Column, reason: &impl ToString) -> PortableError {
        PortableError::Value {
            table: self.name.clone(),
            column: column.name.clone(),
            reason: reason.to_string(),
        }
    }
}

/// A name in a statement.
pub fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The tables of a SQLite database, those that others refer to before them.
pub async fn of(conn: &mut SqliteConnection) -> Result<Vec<Table>> {
    let columns: Vec<(String, String, String, i64)> =
        sqlx::query_as(COLUMNS).fetch_all(&mut *conn).await?;
    let references: Vec<(String, String)> = sqlx::query_as(REFERENCES).fetch_all(conn).await?;
    let mut tables: Vec<Table> = Vec::new();
    for (table, name, declared, key) in columns {
        let kind = known(Kind::of_sqlite(&declared), &table, &name, &declared)?;
        let column = Column { name, kind, key };
        match tables.last_mut().filter(|last| last.name == table) {
            Some(last) => last.columns.push(column),
            None => tables.push(Table {
                name: table,
                columns: vec![column],
            }),
        }
    }
    Ok(parents_first(tables, &references))
}

/// The tables that Signet has in schema version `version`.
pub async fn at(version: i64) -> Result<Vec<Table>> {
    let mut memory = SqliteConnectOptions::new()
        .in_memory(true)
        .connect()
        .await?;
    MIGRATOR
        .run_direct(Some(version), &mut memory, false)
        .await?;
    of(&mut memory).await
}

/// Takes over from a PostgreSQL database with the same schema what the columns hold.
pub async fn learn_kinds(tables: &mut [Table], conn: &mut PgConnection) -> Result<()> {
    for table in tables {
        let types: Vec<(String, String)> = sqlx::query_as(TYPES)
            .bind(&table.name)
            .fetch_all(&mut *conn)
            .await?;
        let same = types.len() == table.columns.len();
        for column in &mut table.columns {
            let found = types.iter().find(|(name, _)| same && *name == column.name);
            let Some((_, udt)) = found else {
                return Err(PortableError::Foreign {
                    name: "the database".to_owned(),
                    reason: format!("table {} has other columns", table.name),
                });
            };
            column.kind = known(Kind::of_postgres(udt), &table.name, &column.name, udt)?;
        }
    }
    Ok(())
}

fn known(kind: Option<Kind>, table: &str, column: &str, written: &str) -> Result<Kind> {
    kind.ok_or_else(|| PortableError::Kind {
        table: table.to_owned(),
        column: column.to_owned(),
        kind: written.to_owned(),
    })
}

/// `references` are pairs of a table and one that it refers to.
fn parents_first(mut left: Vec<Table>, references: &[(String, String)]) -> Vec<Table> {
    let mut ordered: Vec<Table> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_ready = |table: &Table| {
            references.iter().all(|(child, parent)| {
                let is_there = ordered.iter().any(|earlier| earlier.name == *parent);
                *child != table.name || parent == child || is_there
            })
        };
        let (ready, waiting): (Vec<_>, Vec<_>) = left.into_iter().partition(is_ready);
        let in_circles = ready.is_empty();
        ordered.extend(ready);
        left = waiting;
        if in_circles {
            ordered.append(&mut left);
        }
    }
    ordered
}
