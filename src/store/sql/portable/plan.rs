//! What there is to copy, and whether it can be.

use super::schema::{self, Table};
use super::side::Side;
use super::{PortableError, Result, moving, version};

/// The tables of a deployment.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The schema version.
    pub version: i64,
    /// Those that others refer to before them.
    pub tables: Vec<Table>,
}

impl Plan {
    /// What is in the database that errors call `name`; none when it is empty. Fails on anything
    /// but a whole deployment that this Signet knows.
    pub async fn of(side: &mut Side<'_>, name: &str) -> Result<Option<Self>> {
        let Some(version) = version::of(side, name).await? else {
            return no_others(side, name).await.map(|()| None);
        };
        if side.has_table(moving::TABLE).await? {
            return Err(PortableError::Unfinished(name.to_owned()));
        }
        let mut tables = schema::at(version).await?;
        match side {
            Side::Postgres(conn) => schema::learn_kinds(&mut tables, conn).await?,
            Side::Sqlite(conn) => {
                let found = schema::of(conn).await?;
                if let Some(other) = tables.iter().find(|table| !found.contains(table)) {
                    return Err(foreign(name, &other.name));
                }
            }
        }
        Ok(Some(Self { version, tables }))
    }
}

/// Fails if a database without Signet's migrations has tables that Signet would make.
async fn no_others(side: &mut Side<'_>, name: &str) -> Result<()> {
    for table in schema::at(i64::MAX).await? {
        if side.has_table(&table.name).await? {
            return Err(foreign(name, &table.name));
        }
    }
    Ok(())
}

fn foreign(name: &str, table: &str) -> PortableError {
    PortableError::Foreign {
        name: name.to_owned(),
        reason: format!("table {table} is another"),
    }
}
