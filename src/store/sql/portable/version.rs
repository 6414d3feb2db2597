//! Which migrations a database has seen.

use super::side::Side;
use super::{PortableError, Result};
use crate::store::sql;
use sqlx::migrate::{AppliedMigration, Migrate, Migrator};

/// Where sqlx notes what has been done.
pub const APPLIED: &str = "_sqlx_migrations";

/// The schema version of the database that errors call `name`; none when it has no tables of
/// Signet. Fails on tables of other programs and of later Signets.
pub async fn of(side: &mut Side<'_>, name: &str) -> Result<Option<i64>> {
    if !side.has_table(APPLIED).await? {
        return Ok(None);
    }
    let (applied, migrator) = match side {
        Side::Sqlite(conn) => {
            let applied = conn.list_applied_migrations(APPLIED).await;
            (applied, &sql::sqlite::MIGRATOR)
        }
        Side::Postgres(conn) => {
            let applied = conn.list_applied_migrations(APPLIED).await;
            (applied, &sql::postgres::MIGRATOR)
        }
    };
    let foreign = |reason: String| PortableError::Foreign {
        name: name.to_owned(),
        reason,
    };
    let applied = applied.map_err(|error| foreign(error.to_string()))?;
    judge(&applied, migrator, name).map(Some)
}

fn judge(applied: &[AppliedMigration], migrator: &Migrator, name: &str) -> Result<i64> {
    let known = migrator.iter().map(|migration| migration.version).max();
    let known = known.unwrap_or_default();
    let mut found = 0;
    let mut all = applied.iter().peekable();
    for migration in migrator.iter() {
        match all.next() {
            Some(done)
                if done.version == migration.version && done.checksum == migration.checksum =>
            {
                found = done.version;
            }
            None => break,
            Some(_) => return Err(other_migrations(name)),
        }
    }
    match applied.last() {
        _ if found == 0 => Err(other_migrations(name)),
        Some(last) if last.version > found => Err(PortableError::Newer {
            name: name.to_owned(),
            found: last.version,
            known,
        }),
        _ => Ok(found),
    }
}

fn other_migrations(name: &str) -> PortableError {
    PortableError::Foreign {
        name: name.to_owned(),
        reason: "its migrations are others".to_owned(),
    }
}
