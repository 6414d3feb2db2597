//! The counters by which nodes notice changes, the one table that the engine knows by name.
//!
//! A node that was cut off during a restore may still keep copies of what was there before. It
//! drops them when the counters have moved, which going back in time alone would not ensure.

use super::Result;
use super::side::Side;

const TABLE: &str = "revisions";
const ALL: &str = "SELECT name, value FROM revisions";
const RAISE: &str = "
    UPDATE revisions SET value = CASE WHEN value > $2 THEN value ELSE $2 END + 1 WHERE name = $1";

/// The counters; none in a database without them.
pub async fn of(side: &mut Side<'_>) -> Result<Vec<(String, i64)>> {
    if !side.has_table(TABLE).await? {
        return Ok(Vec::new());
    }
    Ok(match side {
        Side::Sqlite(conn) => sqlx::query_as(ALL).fetch_all(&mut **conn).await?,
        Side::Postgres(conn) => sqlx::query_as(ALL).fetch_all(&mut **conn).await?,
    })
}

/// Raises each counter above what it is, and above what it was in `before`.
pub async fn raise(side: &mut Side<'_>, before: &[(String, i64)]) -> Result<()> {
    for (name, now) in of(side).await? {
        let earlier = before.iter().find(|(known, _)| *known == name);
        let floor = earlier.map_or(now, |(_, value)| *value);
        match side {
            Side::Sqlite(conn) => {
                let query = sqlx::query(RAISE).bind(name).bind(floor);
                query.execute(&mut **conn).await?;
            }
            Side::Postgres(conn) => {
                let query = sqlx::query(RAISE).bind(name).bind(floor);
                query.execute(&mut **conn).await?;
            }
        }
    }
    Ok(())
}
