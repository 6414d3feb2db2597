//! Either end of a copy.

use super::schema::{Table, quoted};
use super::value::{Row, Value};
use super::{Result, postgres, sqlite};
use crate::store::sql;
use sqlx::{AssertSqlSafe, PgConnection, SqliteConnection};

/// Rows that are read and written at once.
pub const BATCH: usize = 500;

const HAS_TABLE_SQLITE: &str =
    "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = $1)";
const HAS_TABLE_POSTGRES: &str = "
    SELECT EXISTS (
        SELECT 1 FROM information_schema.tables
        WHERE table_schema = current_schema() AND table_name = $1
    )";

/// A connection to either database.
pub enum Side<'c> {
    /// To a SQLite file.
    Sqlite(&'c mut SqliteConnection),
    /// To a PostgreSQL database.
    Postgres(&'c mut PgConnection),
}

impl Side<'_> {
    /// At most [`BATCH`] rows after the key `after`, in the order of the key.
    pub async fn read(&mut self, table: &Table, after: Option<&[Value]>) -> Result<Vec<Row>> {
        match self {
            Self::Sqlite(conn) => sqlite::read(conn, table, after, BATCH).await,
            Self::Postgres(conn) => postgres::read(conn, table, after, BATCH).await,
        }
    }

    /// Puts rows in, all or none.
    pub async fn write(&mut self, table: &Table, rows: &[Row]) -> Result<()> {
        match self {
            Self::Sqlite(conn) => sqlite::write(conn, table, rows).await,
            Self::Postgres(conn) => postgres::write(conn, table, rows).await,
        }
    }

    /// The greatest key there is.
    pub async fn last_key(&mut self, table: &Table) -> Result<Option<Vec<Value>>> {
        match self {
            Self::Sqlite(conn) => sqlite::last_key(conn, table).await,
            Self::Postgres(conn) => postgres::last_key(conn, table).await,
        }
    }

    /// Is told that a table is whole.
    pub async fn settle(&mut self, table: &Table) -> Result<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(conn) => postgres::continue_sequences(conn, table).await,
        }
    }

    /// Whether there is a table of this name.
    pub async fn has_table(&mut self, name: &str) -> Result<bool> {
        let found = match self {
            Self::Sqlite(conn) => {
                let query = sqlx::query_scalar(HAS_TABLE_SQLITE).bind(name);
                query.fetch_one(&mut **conn).await
            }
            Self::Postgres(conn) => {
                let query = sqlx::query_scalar(HAS_TABLE_POSTGRES).bind(name);
                query.fetch_one(&mut **conn).await
            }
        };
        Ok(found?)
    }

    /// Deletes every row.
    pub async fn clear(&mut self, table: &Table) -> Result<()> {
        self.execute(format!("DELETE FROM {}", quoted(&table.name)))
            .await
    }

    /// Carries out a statement that is made of names in the schema alone.
    pub async fn execute(&mut self, sql: String) -> Result<()> {
        let query = AssertSqlSafe(sql);
        match self {
            Self::Sqlite(conn) => {
                sqlx::query(query).execute(&mut **conn).await?;
            }
            Self::Postgres(conn) => {
                sqlx::query(query).execute(&mut **conn).await?;
            }
        }
        Ok(())
    }

    /// From here until the connection is closed, reads see what there is now.
    pub async fn freeze(&mut self) -> Result<()> {
        let begin = match self {
            Self::Sqlite(_) => "BEGIN",
            Self::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        self.execute(begin.to_owned()).await
    }

    /// Brings the tables up to `version`, or to the latest; whole only within a transaction.
    pub async fn migrate(&mut self, version: Option<i64>) -> Result<()> {
        match self {
            Self::Sqlite(conn) => {
                let migrator = &sql::sqlite::MIGRATOR;
                migrator.run_direct(version, &mut **conn, false).await?;
            }
            Self::Postgres(conn) => {
                let migrator = &sql::postgres::MIGRATOR;
                migrator.run_direct(version, &mut **conn, false).await?;
            }
        }
        Ok(())
    }

    /// Makes the tables of `version`, without any row.
    pub async fn lay_out(&mut self, version: i64, tables: &[Table]) -> Result<()> {
        self.migrate(Some(version)).await?;
        for table in tables.iter().rev() {
            self.clear(table).await?;
        }
        Ok(())
    }
}
