//! Rows into a database whose nodes are stopped, as fast as it goes.

use super::rows::{Row, Value};
use data_encoding::HEXLOWER;
use rusqlite::types::{ToSqlOutput, Value as Sqlite, ValueRef};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};
use std::fmt::Write;
use std::path::Path;

/// Bytes sent to PostgreSQL at once.
const CHUNK: usize = 1 << 20;

/// An open database.
pub enum Fill {
    Sqlite(rusqlite::Connection),
    Postgres(Box<PgConnection>),
}

impl Fill {
    /// The PostgreSQL at `url`, or the SQLite that a node keeps in `folder`.
    pub async fn open(folder: &Path, url: Option<&str>) -> Self {
        if let Some(url) = url {
            let options: PgConnectOptions = url.parse().unwrap();
            let connection = options.disable_statement_logging().connect().await;
            return Self::Postgres(Box::new(connection.unwrap()));
        }
        let connection = rusqlite::Connection::open(folder.join("data/signet.db")).unwrap();
        // What is lost with the power is made again.
        let fast = "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; \
                    PRAGMA foreign_keys = OFF; PRAGMA cache_size = -800000;";
        connection.execute_batch(fast).unwrap();
        Self::Sqlite(connection)
    }

    /// Puts `rows` into `table`.
    pub async fn table(&mut self, table: &str, rows: impl Iterator<Item = Row>) {
        match self {
            Self::Sqlite(connection) => insert(connection, table, rows),
            Self::Postgres(connection) => copy(connection, table, rows).await,
        }
    }

    /// Carries out what both databases understand alike.
    pub async fn run(&mut self, statement: &'static str) {
        match self {
            Self::Sqlite(connection) => connection.execute_batch(statement).unwrap(),
            Self::Postgres(connection) => {
                let statement = sqlx::raw_sql(statement);
                statement.execute(&mut **connection).await.unwrap();
            }
        }
    }

    /// Leaves the database as it is when it has grown to this by itself.
    pub async fn close(self) {
        match self {
            Self::Sqlite(connection) => connection
                .execute_batch("PRAGMA journal_mode = WAL;")
                .unwrap(),
            Self::Postgres(mut connection) => {
                for statement in ["VACUUM ANALYZE", "CHECKPOINT"] {
                    sqlx::raw_sql(statement)
                        .execute(&mut *connection)
                        .await
                        .unwrap();
                }
                connection.close().await.unwrap();
            }
        }
    }
}

fn insert(connection: &mut rusqlite::Connection, table: &str, rows: impl Iterator<Item = Row>) {
    let transaction = connection.transaction().unwrap();
    let mut rows = rows.peekable();
    let columns = rows.peek().map_or(1, Vec::len);
    let places = vec!["?"; columns].join(", ");
    let statement = format!("INSERT INTO {table} VALUES ({places})");
    let mut statement = transaction.prepare(&statement).unwrap();
    for row in rows {
        statement.execute(rusqlite::params_from_iter(row)).unwrap();
    }
    drop(statement);
    transaction.commit().unwrap();
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Id(id) => ValueRef::Blob(id.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Number(number) => return Ok(ToSqlOutput::Owned(Sqlite::Integer(*number))),
            Self::Nothing => ValueRef::Null,
        }))
    }
}

async fn copy(connection: &mut PgConnection, table: &str, rows: impl Iterator<Item = Row>) {
    let statement = format!("COPY {table} FROM STDIN");
    let mut copy = connection.copy_in_raw(&statement).await.unwrap();
    let mut text = String::with_capacity(CHUNK * 2);
    for row in rows {
        for (number, value) in row.iter().enumerate() {
            text.push_str(if number == 0 { "" } else { "\t" });
            write(&mut text, value);
        }
        text.push('\n');
        if text.len() > CHUNK {
            copy.send(text.as_bytes()).await.unwrap();
            text.clear();
        }
    }
    copy.send(text.as_bytes()).await.unwrap();
    copy.finish().await.unwrap();
}

/// In the text format of `COPY`; no text here holds what it would have to escape.
fn write(text: &mut String, value: &Value) {
    match value {
        Value::Id(id) => write!(text, "{id}").unwrap(),
        Value::Bytes(bytes) => write!(text, "\\\\x{}", HEXLOWER.encode(bytes)).unwrap(),
        Value::Text(value) => text.push_str(value),
        Value::Number(number) => write!(text, "{number}").unwrap(),
        Value::Nothing => text.push_str("\\N"),
    }
}
